package org.hawser.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hawser.api.connector.Connector;
import org.hawser.api.embed.Embedder;
import org.hawser.api.extract.Extractor;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestProgress;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.store.DiskSpace;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/// The ingest service. Every part it works with may be absent: what arrives is kept and queued.
@Component(service = Ingest.class, immediate = true)
@Designate(ocd = IngestConfiguration.class)
public final class IngestService implements Ingest {
  private static final int MOST_PER_PAGE = 1000;

  private final Ingestion ingestion;

  @Activate
  public IngestService(BundleContext context, IngestConfiguration configuration)
      throws IOException {
    this(dataFolder(context), Settings.of(configuration));
  }

  private static Path dataFolder(BundleContext context) {
    String data = context.getProperty("hawser.data");
    if (data == null) {
      throw new IllegalStateException(
          "The framework property hawser.data is not set: set it to the data directory.");
    }
    return Path.of(data);
  }

  IngestService(Path data, Settings settings) throws IOException {
    this(data, settings, new DiskSpace(data, settings.diskReserveBytes()));
  }

  IngestService(Path data, Settings settings, DiskSpace diskSpace) throws IOException {
    this.ingestion = new Ingestion(data, settings, diskSpace);
  }

  @Activate
  void start() {
    ingestion.start();
  }

  @Deactivate
  void stop() {
    ingestion.stop();
  }

  @Override
  public DocumentStatus upload(String collection, String path, InputStream content)
      throws IOException {
    return orIoException(() -> ingestion.desk.upload(collection, path, content));
  }

  @Override
  public Source addSource(String collection, String connector, String location, boolean watch)
      throws IOException {
    return orIoException(() -> ingestion.sources.add(collection, connector, location, watch));
  }

  @Override
  public Source synchronise(String sourceId, boolean acceptLoss) throws IOException {
    return orIoException(() -> ingestion.sources.synchronise(sourceId, acceptLoss));
  }

  @Override
  public void removeSource(String sourceId, boolean deleteDocuments) throws IOException {
    orIoException(
        () -> {
          ingestion.sources.remove(sourceId, deleteDocuments);
          return null;
        });
  }

  @Override
  public List<Source> sources() {
    return ingestion.sources.all();
  }

  @Override
  public Map<Outcome, Long> outcomesOf(String sourceId) {
    return ingestion.journal.read(ledger -> ledger.counts(sourceId));
  }

  @Override
  public Optional<DocumentStatus> status(String documentId) {
    return ingestion.journal.read(ledger -> ledger.get(documentId)).map(Entry::status);
  }

  @Override
  public List<DocumentStatus> documents(
      Optional<String> collection, Optional<Outcome> outcome, int offset, int limit) {
    if (offset < 0 || limit < 1 || limit > MOST_PER_PAGE) {
      throw new IllegalArgumentException(
          "Listing documents needs an offset of at least 0 and a limit of 1 to 1000, not "
              + offset
              + " and "
              + limit
              + ".");
    }
    return ingestion
        .journal
        .read(ledger -> ledger.page(collection, outcome, offset, limit))
        .stream()
        .map(Entry::status)
        .toList();
  }

  @Override
  public void delete(String documentId) throws IOException {
    orIoException(
        () -> {
          ingestion.desk.delete(documentId);
          return null;
        });
  }

  @Override
  public DocumentStatus retry(String documentId) throws IOException {
    return orIoException(() -> ingestion.desk.retry(documentId));
  }

  @Override
  public Optional<Path> original(String documentId) throws IOException {
    return orIoException(
        () ->
            ingestion
                .journal
                .read(ledger -> ledger.get(documentId))
                .flatMap(ingestion.contents::original));
  }

  /// Serves even while the journal cannot be used; then it says why.
  @Override
  public IngestProgress progress() {
    try {
      Map<Outcome, Long> counts = ingestion.journal.read(ledger -> ledger.counts());
      return new IngestProgress(counts, ingestion.claims.paths(), stalled(counts));
    } catch (UncheckedIOException e) {
      return new IngestProgress(Map.of(), List.of(), e.getCause().getMessage());
    }
  }

  private String stalled(Map<Outcome, Long> counts) {
    String missing = ingestion.services.missing();
    if (!missing.isEmpty()) {
      return missing;
    }
    String stall = ingestion.stall.sentence();
    boolean waiting = counts.get(Outcome.QUEUED) > 0 && ingestion.claims.size() == 0;
    return stall.isEmpty() && waiting ? ingestion.sources.waiting() : stall;
  }

  @Override
  public AutoCloseable subscribe(Consumer<DocumentStatus> listener) {
    return ingestion.events.subscribe(listener);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindExtractor(Extractor extractor) {
    ingestion.services.extractor.bind(extractor);
    ingestion.doorbell.ring();
  }

  void unbindExtractor(Extractor extractor) {
    ingestion.services.extractor.unbind(extractor);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEmbedder(Embedder embedder) {
    ingestion.services.embedder.bind(embedder);
    ingestion.doorbell.ring();
  }

  void unbindEmbedder(Embedder embedder) {
    ingestion.services.embedder.unbind(embedder);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindIndex(ChunkIndex index) {
    ingestion.services.index.bind(index);
    ingestion.reconciliation.request();
    ingestion.doorbell.ring();
  }

  void unbindIndex(ChunkIndex index) {
    ingestion.services.index.unbind(index);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindConnector(Connector connector) {
    ingestion.services.connectors.bind(connector);
    ingestion.sources.connectorCame(connector);
  }

  void unbindConnector(Connector connector) {
    ingestion.services.connectors.unbind(connector);
    ingestion.sources.connectorWent(connector);
  }

  /// The journal's failures come unchecked; callers of methods that store are told the cause.
  private static <T> T orIoException(Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }
}
