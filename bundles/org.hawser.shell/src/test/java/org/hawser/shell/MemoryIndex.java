package org.hawser.shell;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.IndexStatistics;

/// An index that holds nothing and can be damaged.
public final class MemoryIndex implements ChunkIndex {
  private boolean damaged;

  public void damage() {
    damaged = true;
  }

  @Override
  public void replace(Document document, String text, List<Chunk> chunks, Embeddings embeddings) {
    throw new UnsupportedOperationException("This index holds nothing");
  }

  @Override
  public void delete(String documentId) {}

  @Override
  public void commit() {}

  @Override
  public Optional<Document> document(String documentId) {
    return Optional.empty();
  }

  @Override
  public Optional<String> text(String documentId) {
    return Optional.empty();
  }

  @Override
  public List<Chunk> chunks(String documentId, int from, int to) {
    return List.of();
  }

  @Override
  public List<Document> documents(Optional<String> collection, int offset, int limit) {
    return List.of();
  }

  @Override
  public List<String> ids(String after, int limit) {
    return List.of();
  }

  @Override
  public IndexStatistics statistics() throws IOException {
    if (damaged) {
      throw new IndexException("The index is damaged: run 'hawser:index-repair'.");
    }
    return new IndexStatistics(
        1, 7, 42, 2_500_000, "bge-small", 384, Map.of("wiki", 4L, "mail", 3L), "Panama");
  }

  @Override
  public IndexCheck check() {
    return damaged
        ? new IndexCheck(false, List.of("Segment _3 has a wrong checksum."), List.of())
        : new IndexCheck(true, List.of(), List.of());
  }

  @Override
  public IndexCheck repair() {
    boolean was = damaged;
    damaged = false;
    return new IndexCheck(
        true,
        was ? List.of("Segment _3 was dropped.") : List.of(),
        was ? List.of("0123456789abcdef01234567") : List.of());
  }
}
