package org.hawser.answer.reply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexStatistics;

/// Keeps documents, and nothing else.
public final class MemoryIndex implements ChunkIndex {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(Document document, String text, List<Chunk> chunks) {}

  @Override
  public void replace(Document document, String text, List<Chunk> chunks, Embeddings embeddings) {
    entries.put(document.id(), new Entry(document, text, chunks));
  }

  @Override
  public void delete(String documentId) {
    entries.remove(documentId);
  }

  @Override
  public void commit() {
    // Everything is visible at once.
  }

  @Override
  public Optional<Document> document(String documentId) {
    return Optional.ofNullable(entries.get(documentId)).map(Entry::document);
  }

  @Override
  public Optional<String> text(String documentId) {
    return Optional.ofNullable(entries.get(documentId)).map(Entry::text);
  }

  @Override
  public List<Chunk> chunks(String documentId, int from, int to) {
    List<Chunk> all = entries.get(documentId).chunks();
    return all.subList(from, Math.min(to, all.size()));
  }

  @Override
  public List<Document> documents(Optional<String> collection, int offset, int limit) {
    return entries.values().stream().map(Entry::document).toList();
  }

  @Override
  public List<String> ids(String after, int limit) {
    return entries.keySet().stream().sorted().toList();
  }

  @Override
  public IndexStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public IndexCheck check() {
    throw new UnsupportedOperationException();
  }

  @Override
  public IndexCheck repair() {
    throw new UnsupportedOperationException();
  }
}
