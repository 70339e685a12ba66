package org.hawser.ingest.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.IndexStatistics;

/// A durable index without search: one file per document, written at the commit. It survives a
/// killed process, and keeps the promises of [ChunkIndex] about visibility.
public final class FolderIndex implements ChunkIndex {
  private final Path folder;
  private final Map<String, Optional<String>> pending = new LinkedHashMap<>();
  private volatile String failure = "";
  private volatile String commitFailure = "";
  private volatile boolean losing;

  /// How often a page of documents was read.
  public final AtomicInteger pages = new AtomicInteger();

  public FolderIndex(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /// Lets every change fail with this sentence, or none when it is empty.
  public void failWith(String sentence) {
    failure = sentence;
  }

  /// Lets every commit fail with this sentence and lose what was written, none when it is empty.
  public void failCommitsWith(String sentence) {
    commitFailure = sentence;
  }

  /// Lets the next commit lose what was written, as one does after another thread's failed.
  public void loseNextCommit() {
    losing = true;
  }

  /// Forgets a document the way a repair would.
  public synchronized void lose(String id) throws IOException {
    Files.delete(folder.resolve(id));
  }

  @Override
  public synchronized void replace(
      Document document, String text, List<Chunk> chunks, Embeddings embeddings)
      throws IOException {
    requireWorking();
    if (chunks.size() != document.chunkCount() || embeddings.vectors().length != chunks.size()) {
      throw new IllegalArgumentException("Counts differ");
    }
    DocumentKey key = document.key();
    String lines =
        String.join(
            "\n",
            key.collection(),
            key.source(),
            key.path(),
            document.contentHash(),
            String.valueOf(document.sizeBytes()),
            String.valueOf(chunks.size()),
            text,
            "end");
    pending.put(document.id(), Optional.of(lines));
  }

  @Override
  public synchronized void delete(String id) throws IOException {
    requireWorking();
    pending.put(id, Optional.empty());
  }

  @Override
  public synchronized void commit() throws IOException {
    String problem = failure.isEmpty() ? commitFailure : failure;
    if (losing && !pending.isEmpty() || !problem.isEmpty()) {
      losing = false;
      pending.clear();
    }
    if (!problem.isEmpty()) {
      throw new IndexException(problem);
    }
    for (Map.Entry<String, Optional<String>> change : pending.entrySet()) {
      Path target = folder.resolve(change.getKey());
      if (change.getValue().isEmpty()) {
        Files.deleteIfExists(target);
      } else {
        Path part = folder.resolve(change.getKey() + ".part");
        Files.writeString(part, change.getValue().get(), StandardCharsets.UTF_8);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    pending.clear();
  }

  private void requireWorking() throws IndexException {
    if (!failure.isEmpty()) {
      throw new IndexException(failure);
    }
  }

  @Override
  public synchronized Optional<Document> document(String id) throws IOException {
    return read(folder.resolve(id)).map(lines -> document(id, lines));
  }

  private static Document document(String id, String[] lines) {
    DocumentKey key = new DocumentKey(lines[0], lines[1], lines[2]);
    return new Document(
        id,
        key,
        key.fileName(),
        "en",
        "text/plain",
        lines[3],
        Long.parseLong(lines[4]),
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        Integer.parseInt(lines[5]),
        Map.of(),
        List.of());
  }

  @Override
  public synchronized Optional<String> text(String id) throws IOException {
    return read(folder.resolve(id)).map(lines -> lines[6]);
  }

  private static Optional<String[]> read(Path file) throws IOException {
    try {
      String content = Files.readString(file, StandardCharsets.UTF_8);
      if (!content.endsWith("\nend")) {
        throw new IndexException("Half a document is visible: " + file);
      }
      return Optional.of(content.substring(0, content.length() - 4).split("\n", 7));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public List<Chunk> chunks(String id, int from, int to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized List<Document> documents(Optional<String> collection, int offset, int limit)
      throws IOException {
    pages.incrementAndGet();
    return page(collection, offset, limit);
  }

  private List<Document> page(Optional<String> collection, int offset, int limit)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.toString().endsWith(".part"))
          .map(this::open)
          .filter(d -> collection.isEmpty() || d.key().collection().equals(collection.get()))
          .sorted(Comparator.comparing(d -> d.key().path()))
          .skip(offset)
          .limit(limit)
          .toList();
    }
  }

  private Document open(Path file) {
    try {
      return document(file.getFileName().toString()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized List<String> ids(String after, int limit) throws IOException {
    pages.incrementAndGet();
    return page(Optional.empty(), 0, Integer.MAX_VALUE).stream()
        .map(Document::id)
        .sorted()
        .filter(id -> id.compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized IndexStatistics statistics() throws IOException {
    long documents = page(Optional.empty(), 0, Integer.MAX_VALUE).size();
    return new IndexStatistics(1, documents, 0, 0, "words", 32, Map.of(), "none");
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
