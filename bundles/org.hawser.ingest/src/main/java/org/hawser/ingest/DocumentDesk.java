package org.hawser.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.IngestException;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Origin;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;
import org.hawser.ingest.pipeline.Deletions;
import org.hawser.ingest.pipeline.Doorbell;
import org.hawser.ingest.pipeline.Refusals;
import org.hawser.ingest.pipeline.Services;
import org.hawser.ingest.pipeline.StatusEvents;
import org.hawser.ingest.store.BlobStore;
import org.hawser.ingest.store.DiskSpace;
import org.hawser.ingest.store.DocumentPath;
import org.hawser.ingest.store.Spooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in, deletes and retries single documents.
final class DocumentDesk {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentDesk.class);
  private static final long DELETE_SECONDS = 10;

  private final Journal journal;
  private final BlobStore blobs;
  private final DiskSpace diskSpace;
  private final Services services;
  private final Deletions deletions;
  private final StatusEvents events;
  private final Doorbell doorbell;

  /// Deletes on its own thread, so that a caller's interrupt cannot close the index's files.
  private final ExecutorService deleting =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("hawser-ingest-delete").factory());

  DocumentDesk(
      Journal journal,
      BlobStore blobs,
      DiskSpace diskSpace,
      Services services,
      Deletions deletions,
      StatusEvents events,
      Doorbell doorbell) {
    this.journal = journal;
    this.blobs = blobs;
    this.diskSpace = diskSpace;
    this.services = services;
    this.deletions = deletions;
    this.events = events;
    this.doorbell = doorbell;
  }

  DocumentStatus upload(String collection, String path, InputStream content) throws IOException {
    DocumentKey key = key(collection, path);
    diskSpace.require();
    try (Spooled spooled = blobs.receive(content)) {
      Replaced replaced =
          blobs.publish(spooled, () -> journal.sync(ledger -> accept(ledger, key, spooled)));
      if (!replaced.oldHash().isEmpty()) {
        cleanBlob(replaced.oldHash());
      }
      doorbell.ring();
      events.publish(replaced.entry().status());
      return replaced.entry().status();
    }
  }

  /// @param oldHash content the document had before, empty when it is the same or there was none
  private record Replaced(Entry entry, String oldHash) {}

  private static Replaced accept(Ledger ledger, DocumentKey key, Spooled spooled) {
    Origin origin = new Origin(Instant.now(), "");
    Entry known = ledger.get(key.id()).orElse(null);
    if (known == null) {
      Entry fresh =
          Entry.fresh(key, spooled.sha256(), spooled.sizeBytes(), origin, ledger.nextNumber());
      ledger.put(fresh);
      return new Replaced(fresh, "");
    }
    String oldHash = known.status().contentHash();
    boolean same = oldHash.equals(spooled.sha256());
    if (same && known.open()) {
      return new Replaced(known, "");
    }
    Entry next =
        same && known.status().outcome().searchable()
            ? known.unchanged(0)
            : known.replacedBy(spooled.sha256(), spooled.sizeBytes(), origin, ledger.nextNumber());
    ledger.put(next);
    return new Replaced(next, same ? "" : oldHash);
  }

  private static DocumentKey key(String collection, String path) throws IngestException {
    try {
      return new DocumentKey(collection, "upload", DocumentPath.clean(path));
    } catch (IllegalArgumentException e) {
      throw new IngestException(IngestException.Reason.INVALID_NAME, e.getMessage(), e);
    }
  }

  void delete(String id) throws IOException {
    Entry entry = require(id);
    journal.syncChange(
        ledger -> {
          ledger.remove(id);
          ledger.addDeletion(id);
          if (!isUpload(entry)) {
            ledger.dismiss(entry);
          }
        });
    if (isUpload(entry)) {
      cleanBlob(entry.status().contentHash());
    }
    leaveIndex();
  }

  private static boolean isUpload(Entry entry) {
    return entry.key().source().equals("upload");
  }

  /// The deletion is recorded already: when the index cannot follow now, the index worker sees to
  /// it later.
  private void leaveIndex() {
    Future<?> applied = deleting.submit(this::applyDeletions);
    try {
      applied.get(DELETE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("A deleted document leaves the index later", e);
    }
    doorbell.ring();
  }

  private Void applyDeletions() throws IOException {
    var index = services.index.get();
    if (index.isPresent()) {
      deletions.apply(index.get());
    }
    return null;
  }

  DocumentStatus retry(String id) throws IOException {
    require(id);
    Entry entry =
        journal
            .sync(ledger -> queueAgain(ledger, id))
            .orElseThrow(
                () -> new IngestException(IngestException.Reason.NO_SOURCE, Refusals.SOURCELESS));
    doorbell.ring();
    events.publish(entry.status());
    return entry.status();
  }

  /// @return empty when the document has no source any more
  private static Optional<Entry> queueAgain(Ledger ledger, String id) {
    Entry known = ledger.get(id).orElseThrow();
    if (known.open() || known.status().outcome().searchable()) {
      return Optional.of(known);
    }
    if (!ledger.canBeRead(known)) {
      return Optional.empty();
    }
    Entry queued = known.queuedAgain(0, ledger.nextNumber());
    ledger.put(queued);
    return Optional.of(queued);
  }

  private Entry require(String id) throws IngestException {
    return journal
        .read(ledger -> ledger.get(id))
        .orElseThrow(
            () ->
                new IngestException(
                    IngestException.Reason.NOT_FOUND,
                    "There is no document '" + id + "': it may have been deleted meanwhile."));
  }

  private void cleanBlob(String hash) {
    try {
      blobs.clean(hash, h -> journal.read(ledger -> ledger.usesBlob(h)));
    } catch (IOException e) {
      LOG.warn("A stored original that is no longer needed could not be deleted", e);
    }
  }

  /// Deletes stored originals no document refers to, left by a process that was killed.
  void sweepBlobs() {
    deleting.submit(
        () -> {
          try {
            if (journal.isWhole()) {
              blobs.sweep(h -> journal.read(ledger -> ledger.usesBlob(h)));
            }
          } catch (IOException | RuntimeException e) {
            LOG.warn("Cleaning the stored originals failed; it is tried at the next start", e);
          }
        });
  }

  void stop() {
    deleting.shutdown();
    try {
      if (!deleting.awaitTermination(DELETE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A deletion is still running; it is finished at the next start");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
