package org.hawser.web.memory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.IngestProgress;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;

/** Takes plain text and Markdown; everything else ends in quarantine. */
public final class InMemoryIngest implements Ingest, AutoCloseable {
  private final InMemoryIndex index;
  private final Map<String, DocumentStatus> statuses = new ConcurrentHashMap<>();
  private final Map<String, byte[]> originals = new ConcurrentHashMap<>();
  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private final List<Consumer<DocumentStatus>> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private volatile long pauseMillis;

  InMemoryIngest(InMemoryIndex index) {
    this.index = index;
  }

  /** Slows processing down, for looking at a page while it happens. */
  public void pause(long millis) {
    pauseMillis = millis;
  }

  public int listeners() {
    return listeners.size();
  }

  @Override
  public DocumentStatus upload(String collection, String path, InputStream content)
      throws IOException {
    byte[] bytes = content.readAllBytes();
    DocumentKey key = new DocumentKey(collection, "upload", path);
    originals.put(key.id(), bytes);
    return queue(key, bytes);
  }

  private DocumentStatus queue(DocumentKey key, byte[] bytes) {
    DocumentStatus queued = publish(status(key, Outcome.QUEUED, "", "", bytes, 0));
    worker.execute(() -> process(key, bytes));
    return queued;
  }

  private void process(DocumentKey key, byte[] bytes) {
    publish(status(key, Outcome.PROCESSING, "", "", bytes, 0));
    pauseFor(pauseMillis);
    String name = key.fileName();
    if (name.endsWith(".pdf")) {
      publish(
          status(
              key,
              Outcome.QUARANTINED,
              "ENCRYPTED",
              "'" + name + "' needs a password: remove the protection and upload it again.",
              bytes,
              0));
    } else if (!name.endsWith(".txt") && !name.endsWith(".md")) {
      publish(
          status(
              key,
              Outcome.UNSUPPORTED,
              "UNSUPPORTED",
              "'" + name + "' is of a type nothing here can read.",
              bytes,
              0));
    } else {
      index(key, bytes);
    }
  }

  private void index(DocumentKey key, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<Chunk> chunks = chunks(key.id(), text);
    String title = text.startsWith("# ") ? text.lines().findFirst().get().substring(2) : key.path();
    Document document =
        new Document(
            key.id(),
            key,
            title,
            "en",
            "text/plain",
            "",
            bytes.length,
            Instant.now(),
            Instant.now(),
            0,
            chunks.size(),
            Map.of(),
            List.of());
    index.replace(document, text, chunks, null);
    publish(status(key, Outcome.INDEXED, "", "", bytes, chunks.size()));
  }

  private static List<Chunk> chunks(String id, String text) {
    List<Chunk> chunks = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    int start = 0;
    for (String paragraph : text.split("(?<=\n\n)")) {
      if (paragraph.startsWith("#")) {
        int level = paragraph.indexOf(' ');
        while (headings.size() >= level) {
          headings.removeLast();
        }
        headings.add(paragraph.substring(level + 1).strip());
      } else if (!paragraph.isBlank()) {
        Locator locator = new Locator(0, headings, start, start + paragraph.length());
        chunks.add(new Chunk(id, chunks.size(), paragraph, locator, 50));
      }
      start += paragraph.length();
    }
    return chunks;
  }

  private DocumentStatus publish(DocumentStatus status) {
    statuses.put(status.documentId(), status);
    listeners.forEach(listener -> listener.accept(status));
    return status;
  }

  private static DocumentStatus status(
      DocumentKey key, Outcome outcome, String reason, String detail, byte[] bytes, int chunks) {
    return new DocumentStatus(
        key.id(),
        key,
        outcome,
        reason,
        detail,
        List.of(),
        HexFormat.of().toHexDigits(bytes.length),
        bytes.length,
        chunks,
        outcome.settled() ? 12 : 0,
        Instant.now());
  }

  private static void pauseFor(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Source addSource(String collection, String connector, String location, boolean watch)
      throws IOException {
    if (!connector.equals("files")) {
      throw new IngestException(
          IngestException.Reason.UNKNOWN_CONNECTOR,
          "There is no connector '" + connector + "': install its bundle.");
    }
    String id = HexFormat.of().toHexDigits(location.hashCode());
    Source source =
        new Source(
            id, collection, connector, location, watch, Source.State.SYNCHRONISING, "", null);
    sources.put(id, source);
    return source;
  }

  @Override
  public Source synchronise(String sourceId, boolean acceptLoss) {
    Source source = sources.get(sourceId);
    if (source.state() != Source.State.HELD || acceptLoss) {
      put(source, Source.State.IDLE, "");
    }
    return sources.get(sourceId);
  }

  /** Lets a source be as if it suddenly listed nothing. */
  public void hold(String sourceId, String sentence) {
    put(sources.get(sourceId), Source.State.HELD, sentence);
  }

  private void put(Source s, Source.State state, String detail) {
    sources.put(
        s.id(),
        new Source(
            s.id(),
            s.collection(),
            s.connector(),
            s.location(),
            s.watched(),
            state,
            detail,
            Instant.now()));
  }

  @Override
  public void removeSource(String sourceId, boolean deleteDocuments) {
    sources.remove(sourceId);
  }

  @Override
  public List<Source> sources() {
    return List.copyOf(sources.values());
  }

  @Override
  public Map<Outcome, Long> outcomesOf(String sourceId) {
    return statuses.values().stream()
        .filter(s -> s.key().source().equals(sourceId))
        .collect(Collectors.groupingBy(DocumentStatus::outcome, Collectors.counting()));
  }

  @Override
  public Optional<DocumentStatus> status(String documentId) {
    return Optional.ofNullable(statuses.get(documentId));
  }

  @Override
  public List<DocumentStatus> documents(
      Optional<String> collection, Optional<Outcome> outcome, int offset, int limit) {
    return statuses.values().stream()
        .filter(s -> collection.isEmpty() || s.key().collection().equals(collection.get()))
        .filter(s -> outcome.isEmpty() || s.outcome() == outcome.get())
        .sorted(
            Comparator.comparing((DocumentStatus s) -> s.key().collection())
                .thenComparing(s -> s.key().path()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public void delete(String documentId) {
    statuses.remove(documentId);
    index.delete(documentId);
  }

  @Override
  public DocumentStatus retry(String documentId) {
    return queue(statuses.get(documentId).key(), originals.get(documentId));
  }

  @Override
  public Optional<Path> original(String documentId) throws IOException {
    if (!originals.containsKey(documentId)) {
      return Optional.empty();
    }
    Path file = Files.createTempFile("original", ".bin");
    file.toFile().deleteOnExit();
    Files.write(file, originals.get(documentId));
    Files.setLastModifiedTime(file, FileTime.from(statuses.get(documentId).updated()));
    return Optional.of(file);
  }

  @Override
  public IngestProgress progress() {
    return new IngestProgress(
        statuses.values().stream()
            .collect(Collectors.groupingBy(DocumentStatus::outcome, Collectors.counting())),
        statuses.values().stream()
            .filter(s -> s.outcome() == Outcome.PROCESSING)
            .map(s -> s.key().path())
            .toList(),
        "");
  }

  @Override
  public AutoCloseable subscribe(Consumer<DocumentStatus> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
