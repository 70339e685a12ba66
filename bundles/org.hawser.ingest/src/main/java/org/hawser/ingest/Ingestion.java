package org.hawser.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hawser.api.ingest.Outcome;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;
import org.hawser.ingest.pipeline.Claims;
import org.hawser.ingest.pipeline.Contents;
import org.hawser.ingest.pipeline.Deletions;
import org.hawser.ingest.pipeline.Doorbell;
import org.hawser.ingest.pipeline.Pipeline;
import org.hawser.ingest.pipeline.Reconciliation;
import org.hawser.ingest.pipeline.Refusals;
import org.hawser.ingest.pipeline.Results;
import org.hawser.ingest.pipeline.Services;
import org.hawser.ingest.pipeline.Stall;
import org.hawser.ingest.pipeline.StatusEvents;
import org.hawser.ingest.source.Sources;
import org.hawser.ingest.store.BlobStore;
import org.hawser.ingest.store.DiskSpace;
import org.hawser.ingest.store.Spool;

/// The parts of the ingest service, put together.
final class Ingestion {
  private static final int PAGE = 500;

  final Services services = new Services();
  final StatusEvents events = new StatusEvents();
  final Doorbell doorbell = new Doorbell();
  final Stall stall = new Stall();
  final Journal journal;
  final Claims claims;
  final Contents contents;
  final Sources sources;
  final DocumentDesk desk;
  final Reconciliation reconciliation;
  private final Pipeline pipeline;
  private final Settings settings;

  Ingestion(Path data, Settings settings, DiskSpace diskSpace) throws IOException {
    this.settings = settings;
    Files.createDirectories(data);
    BlobStore blobs = new BlobStore(data.resolve("documents"), settings.maxBytes());
    Spool spool = new Spool(data.resolve("ingest/reading"), settings.maxBytes());
    this.journal = new Journal(data.resolve("ingest"));
    this.claims = new Claims(journal);
    this.contents = new Contents(journal, blobs, spool, services.connectors);
    this.sources = new Sources(journal, services.connectors, events, doorbell);
    Deletions deletions = new Deletions(journal);
    this.reconciliation = new Reconciliation(journal, deletions, doorbell);
    this.desk = new DocumentDesk(journal, blobs, diskSpace, services, deletions, events, doorbell);
    this.pipeline =
        new Pipeline(
            new Pipeline.Parts(
                services,
                claims,
                contents,
                new Results(journal, claims, events, doorbell),
                deletions,
                sources,
                diskSpace,
                stall,
                doorbell),
            settings.limits(),
            settings.chunks(),
            reconciliation);
  }

  void start() {
    journal.syncChange(this::takeUpInterrupted);
    desk.sweepBlobs();
    sources.start();
    pipeline.start();
  }

  void stop() {
    sources.stop();
    pipeline.stop();
    desk.stop();
    journal.close();
  }

  /// What was in progress when the process died is queued again, behind what waits, so that a
  /// document that kills the process does not keep the others from being processed.
  private void takeUpInterrupted(Ledger ledger) {
    List<Entry> interrupted = processing(ledger);
    while (!interrupted.isEmpty()) {
      interrupted.forEach(entry -> takeUp(ledger, entry));
      interrupted = processing(ledger);
    }
  }

  private static List<Entry> processing(Ledger ledger) {
    return ledger.page(Optional.empty(), Optional.of(Outcome.PROCESSING), 0, PAGE);
  }

  private void takeUp(Ledger ledger, Entry entry) {
    if (entry.attempts() < settings.limits().maxAttempts()) {
      ledger.put(entry.queuedAgain(entry.attempts(), ledger.nextNumber()));
      return;
    }
    ledger.addDeletion(entry.id());
    ledger.put(
        entry.refused(
            Refusals.crashed(entry.attempts()),
            entry.status().contentHash(),
            entry.status().sizeBytes(),
            0));
  }
}
