package org.hawser.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.IngestProgress;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;

/// Keeps what it is told in memory and reads nothing.
public final class MemoryIngest implements Ingest {
  private final Map<String, DocumentStatus> documents = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();
  private String stalled = "";

  /// Adds a document with an outcome.
  public String put(String collection, String path, Outcome outcome, String detail) {
    DocumentKey key = new DocumentKey(collection, "upload", path);
    documents.put(key.id(), status(key, outcome, detail));
    return key.id();
  }

  public void put(Source source) {
    sources.add(source);
  }

  public void stall(String sentence) {
    stalled = sentence;
  }

  private static DocumentStatus status(DocumentKey key, Outcome outcome, String detail) {
    return new DocumentStatus(
        key.id(), key, outcome, "", detail, List.of(), "", 1, 3, 5, Instant.EPOCH);
  }

  @Override
  public DocumentStatus upload(String collection, String path, InputStream content) {
    return documents.get(put(collection, path, Outcome.QUEUED, ""));
  }

  @Override
  public Source addSource(String collection, String connector, String location, boolean watch) {
    Source source =
        new Source(
            "s" + sources.size(),
            collection,
            connector,
            location,
            watch,
            Source.State.SYNCHRONISING,
            "",
            null);
    sources.add(source);
    return source;
  }

  @Override
  public Source synchronise(String sourceId, boolean acceptLoss) {
    return sources.getFirst();
  }

  @Override
  public void removeSource(String sourceId, boolean deleteDocuments) {
    sources.removeIf(source -> source.id().equals(sourceId));
  }

  @Override
  public List<Source> sources() {
    return sources;
  }

  @Override
  public Map<Outcome, Long> outcomesOf(String sourceId) {
    return documents.values().stream()
        .filter(d -> d.key().source().equals(sourceId))
        .collect(Collectors.groupingBy(DocumentStatus::outcome, Collectors.counting()));
  }

  @Override
  public Optional<DocumentStatus> status(String documentId) {
    return Optional.ofNullable(documents.get(documentId));
  }

  @Override
  public List<DocumentStatus> documents(
      Optional<String> collection, Optional<Outcome> outcome, int offset, int limit) {
    return documents.values().stream()
        .filter(d -> collection.isEmpty() || collection.get().equals(d.key().collection()))
        .filter(d -> outcome.isEmpty() || outcome.get() == d.outcome())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public void delete(String documentId) {
    documents.remove(documentId);
  }

  @Override
  public DocumentStatus retry(String documentId) throws IOException {
    DocumentStatus known = documents.get(documentId);
    if (known == null) {
      throw new IngestException(
          IngestException.Reason.NOT_FOUND, "There is no document " + documentId + ".");
    }
    DocumentStatus queued = status(known.key(), Outcome.QUEUED, "");
    documents.put(documentId, queued);
    return queued;
  }

  @Override
  public Optional<Path> original(String documentId) {
    return Optional.empty();
  }

  @Override
  public IngestProgress progress() {
    Map<Outcome, Long> counts =
        documents.values().stream()
            .collect(Collectors.groupingBy(DocumentStatus::outcome, Collectors.counting()));
    return new IngestProgress(counts, List.of(), stalled);
  }

  @Override
  public AutoCloseable subscribe(Consumer<DocumentStatus> listener) {
    return () -> {};
  }
}
