package org.hawser.ingest.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.ingest.Outcome;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Origin;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings journal and index together again after a repair, a deleted index or a damaged journal:
/// what the index lost is queued, what the journal lost is taken over from the index.
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
  private static final int PAGE = 500;
  private static final long CHECK_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Set<Outcome> SEARCHABLE = EnumSet.of(Outcome.INDEXED, Outcome.UNCHANGED);

  private final Journal journal;
  private final Deletions deletions;
  private final Doorbell doorbell;
  private final AtomicBoolean requested = new AtomicBoolean();
  private long lastCheck = System.nanoTime();

  public Reconciliation(Journal journal, Deletions deletions, Doorbell doorbell) {
    this.journal = journal;
    this.deletions = deletions;
    this.doorbell = doorbell;
  }

  /// Asks for a comparison, as when another index appeared.
  public void request() {
    requested.set(true);
  }

  /// Compares when asked to, and when the counts have come to differ.
  void runIfDue(ChunkIndex index) throws IOException {
    if (requested.compareAndSet(true, false) || countsDiffer(index)) {
      queueLost(index);
      adoptUnknown(index);
      lastCheck = System.nanoTime();
    }
  }

  private boolean countsDiffer(ChunkIndex index) throws IOException {
    if (System.nanoTime() - lastCheck < CHECK_NANOS) {
      return false;
    }
    lastCheck = System.nanoTime();
    var counts = journal.read(ledger -> ledger.counts());
    long open = counts.get(Outcome.QUEUED) + counts.get(Outcome.PROCESSING);
    long searchable = counts.get(Outcome.INDEXED) + counts.get(Outcome.UNCHANGED);
    return open == 0 && index.statistics().documents() != searchable;
  }

  private void queueLost(ChunkIndex index) throws IOException {
    int queued = 0;
    for (Outcome outcome : SEARCHABLE) {
      queued += queueLost(index, outcome);
    }
    if (queued > 0) {
      LOG.warn("{} documents were not in the index any more and are queued again", queued);
      doorbell.ring();
    }
  }

  private int queueLost(ChunkIndex index, Outcome outcome) throws IOException {
    int queued = 0;
    int kept = 0;
    List<Entry> page = page(outcome, 0);
    while (!page.isEmpty()) {
      List<Entry> lost = new ArrayList<>();
      for (Entry entry : page) {
        Optional<Document> document = index.document(entry.id());
        if (document.filter(d -> d.contentHash().equals(entry.indexedHash())).isEmpty()) {
          lost.add(entry);
        }
      }
      requeue(lost);
      queued += lost.size();
      kept += page.size() - lost.size();
      page = page(outcome, kept);
    }
    return queued;
  }

  private List<Entry> page(Outcome outcome, int offset) {
    return journal.read(
        ledger -> ledger.page(Optional.empty(), Optional.of(outcome), offset, PAGE));
  }

  private void requeue(List<Entry> lost) {
    if (lost.isEmpty()) {
      return;
    }
    journal.syncChange(
        ledger ->
            lost.stream()
                .map(entry -> ledger.get(entry.id()))
                .flatMap(Optional::stream)
                .filter(entry -> entry.status().outcome().searchable())
                .forEach(
                    entry -> ledger.put(entry.inIndex("", 0).queuedAgain(0, ledger.nextNumber()))));
  }

  private void adoptUnknown(ChunkIndex index) throws IOException {
    int adopted = 0;
    List<Document> page = index.documents(Optional.empty(), 0, PAGE);
    for (int offset = 0; !page.isEmpty(); offset += PAGE) {
      for (Document document : page) {
        adopted += adopt(index, document) ? 1 : 0;
      }
      page = index.documents(Optional.empty(), offset + PAGE, PAGE);
    }
    if (adopted > 0) {
      LOG.warn("{} documents of the index were unknown and are taken over", adopted);
    }
  }

  private boolean adopt(ChunkIndex index, Document document) throws IOException {
    if (journal.read(ledger -> ledger.get(document.id())).isPresent()) {
      return false;
    }
    AtomicBoolean adopted = new AtomicBoolean();
    deletions.change(
        index,
        () -> {
          if (index.document(document.id()).isPresent()) {
            adopted.set(journal.sync(ledger -> adopt(ledger, document)));
          }
        });
    return adopted.get();
  }

  private static boolean adopt(Ledger ledger, Document document) {
    if (ledger.get(document.id()).isPresent()) {
      return false;
    }
    Entry entry =
        Entry.fresh(
            document.key(),
            document.contentHash(),
            document.sizeBytes(),
            new Origin(document.modified(), ""),
            ledger.nextNumber());
    ledger.put(
        entry.indexed(
            document.contentHash(),
            document.sizeBytes(),
            document.chunkCount(),
            document.notes(),
            0));
    return true;
  }
}
