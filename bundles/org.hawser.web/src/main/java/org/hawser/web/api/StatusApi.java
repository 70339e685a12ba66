package org.hawser.web.api;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hawser.api.answer.Question;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.IndexStatistics;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestProgress;
import org.hawser.api.ingest.Outcome;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** What the product is doing, and what of it is missing. */
final class StatusApi {
  private final Services services;
  private final String version;
  private final long maxUploadBytes;

  /** Ingestion in numbers. */
  record IngestView(
      Map<Outcome, Long> perOutcome, List<String> processing, String stalled, long open) {}

  /** The embedding model in use. */
  record EmbedderView(String modelId, int dimensions) {}

  /** A matrix engine. */
  record KernelsView(String name, String isa, String version, List<String> warnings) {}

  /** Limits a client should know before it sends something. */
  record Limits(long maxUploadBytes, int maxBodyBytes, int maxQuestionLength) {}

  /** The whole answer. */
  record Status(
      String name,
      String version,
      boolean ready,
      long uptimeSeconds,
      IndexStatistics index,
      IngestView ingest,
      EmbedderView embedder,
      List<KernelsView> kernels,
      Limits limits,
      List<String> notes) {}

  StatusApi(Services services, String version, long maxUploadBytes) {
    this.services = services;
    this.version = version;
    this.maxUploadBytes = maxUploadBytes;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/status", Access.READ, Set.of(), this::status),
        new Route("GET", "/collections", Access.READ, Set.of(), this::collections));
  }

  private void status(Exchange exchange) throws IOException {
    List<String> notes = new ArrayList<>();
    IndexStatistics index = services.index().map(i -> statistics(i, notes)).orElse(null);
    Optional<Ingest> ingest = services.ingest();
    Optional<Embedder> embedder = services.embedder();
    noteMissing(notes, services.index().isPresent(), "The index is not available.");
    noteMissing(notes, services.retriever().isPresent(), "Searching is not available.");
    noteMissing(notes, services.assistant().isPresent(), "Answering is not available.");
    noteMissing(
        notes, services.conversations().isPresent(), "Keeping conversations is not available.");
    noteMissing(notes, ingest.isPresent(), "Taking in documents is not available.");
    noteMissing(
        notes,
        embedder.isPresent(),
        "No embedding model is loaded: search uses keywords only, and new documents wait.");
    exchange.json(
        200,
        new Status(
            "Hawser",
            version,
            notes.isEmpty(),
            ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
            index,
            ingest.map(i -> view(i.progress())).orElse(null),
            embedder.map(e -> new EmbedderView(e.modelId(), e.dimensions())).orElse(null),
            services.kernels().stream().flatMap(k -> view(k).stream()).toList(),
            new Limits(maxUploadBytes, JsonBody.MAX_BYTES, Question.MAX_LENGTH),
            notes));
  }

  private void collections(Exchange exchange) throws IOException {
    exchange.json(
        200,
        Map.of(
            "documentsPerCollection",
            services.requireIndex().statistics().documentsPerCollection()));
  }

  private static void noteMissing(List<String> notes, boolean present, String note) {
    if (!present) {
      notes.add(note);
    }
  }

  private static IndexStatistics statistics(ChunkIndex index, List<String> notes) {
    try {
      return index.statistics();
    } catch (IOException e) {
      notes.add(e.getMessage());
      return null;
    }
  }

  private static IngestView view(IngestProgress progress) {
    return new IngestView(
        progress.perOutcome(), progress.processing(), progress.stalled(), progress.open());
  }

  /** A kernel service may be closing at this moment; then it is not listed. */
  private static Optional<KernelsView> view(Kernels kernels) {
    try {
      KernelsReport report = kernels.report();
      return Optional.of(
          new KernelsView(report.name(), report.isa(), report.version(), report.warnings()));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }
}
