package org.hawser.shell.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.IndexStatistics;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestProgress;
import org.hawser.api.ingest.Outcome;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `hawser:status` and `hawser:kernels`: what is running and how it does.
@Component(
    service = StatusCommands.class,
    property = {
      "osgi.command.scope=hawser",
      "osgi.command.function=status",
      "osgi.command.function=kernels"
    })
public final class StatusCommands {
  private final Services services;

  @Activate
  public StatusCommands(@Reference Services services) {
    this.services = services;
  }

  /// Index, ingestion, embedder and kernels at a glance.
  public String status() {
    return "INDEX\n"
        + Commands.sentenceOf(this::index)
        + "\nINGESTION\n"
        + Commands.sentenceOf(this::ingestion)
        + "\nEMBEDDER\n"
        + Commands.sentenceOf(this::embedder)
        + "\nKERNELS\n"
        + kernels();
  }

  /// Every kernels engine, the one in use first, with the implementations it chose.
  public String kernels() {
    List<Kernels> engines = services.kernels();
    if (engines.isEmpty()) {
      return "No kernels are running: 'lb' lists the bundles.\n";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < engines.size(); i++) {
      text.append(engine(engines.get(i), i == 0 ? "in use" : "stand-by"));
    }
    return text.toString();
  }

  private static String engine(Kernels engine, String role) {
    return Commands.sentenceOf(
        () -> {
          KernelsReport report = engine.report();
          StringBuilder text = new StringBuilder();
          text.append(report.name()).append(' ').append(report.version());
          text.append(" on ").append(report.isa()).append(", ").append(role).append('\n');
          Table table = new Table("  KERNEL", "IMPLEMENTATION");
          new TreeMap<>(report.implementations()).forEach((k, v) -> table.row("  " + k, v));
          text.append(table.isEmpty() ? "" : table);
          report.warnings().forEach(w -> text.append("  warning: ").append(w).append('\n'));
          return text.toString();
        });
  }

  private String index() throws IOException {
    ChunkIndex index = Commands.running(services.index(), "The index");
    IndexStatistics statistics = index.statistics();
    Table table =
        new Table("  documents", Long.toString(statistics.documents()))
            .row("  chunks", statistics.chunks())
            .row("  size", megabytes(statistics.bytes()))
            .row("  format", statistics.formatVersion())
            .row("  model", model(statistics))
            .row("  vectorisation", statistics.vectorisation());
    for (Map.Entry<String, Long> entry :
        new TreeMap<>(statistics.documentsPerCollection()).entrySet()) {
      table.row("  collection " + entry.getKey(), entry.getValue());
    }
    return table.toString();
  }

  private static String model(IndexStatistics statistics) {
    return statistics.embeddingModel().isEmpty()
        ? "none yet"
        : statistics.embeddingModel() + ", " + statistics.dimensions() + " dimensions";
  }

  private String ingestion() throws IOException {
    Ingest ingest = Commands.running(services.ingest(), "Ingestion");
    IngestProgress progress = ingest.progress();
    Table table = new Table("  open", Long.toString(progress.open()));
    for (Outcome outcome : Arrays.asList(Outcome.values())) {
      table.row(
          "  " + outcome.name().toLowerCase(Locale.ROOT),
          progress.perOutcome().getOrDefault(outcome, 0L));
    }
    progress.processing().forEach(path -> table.row("  working on", path));
    if (!progress.stalled().isEmpty()) {
      table.row("  stalled", progress.stalled());
    }
    return table.toString();
  }

  private String embedder() throws IOException {
    Optional<Embedder> running = services.embedder();
    Embedder embedder = Commands.running(running, "The embedder");
    return new Table("  model", embedder.modelId())
        .row("  dimensions", embedder.dimensions())
        .row("  longest text", embedder.maxTokens() + " tokens")
        .toString();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
