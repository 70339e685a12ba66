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
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Set<Outcome> SEARCHABLE = EnumSet.of(Outcome.INDEXED, Outcome.UNCHANGED);

  private final Journal journal;
  private final Deletions deletions;
  private final Doorbell doorbell;
  private final AtomicBoolean requested = new AtomicBoolean();
  private final long intervalNanos;
  private long lastCheck = System.nanoTime();

  /// By how many documents index and journal still differed after the last comparison, as when the
  /// process died between their commits and the documents wait for their source: nothing new.
  private long explained;

  public Reconciliation(Journal journal, Deletions deletions, Doorbell doorbell) {
    this(journal, deletions, doorbell, INTERVAL);
  }

  Reconciliation(Journal journal, Deletions deletions, Doorbell doorbell, Duration interval) {
    this.journal = journal;
    this.deletions = deletions;
    this.doorbell = doorbell;
    this.intervalNanos = interval.toNanos();
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
      explained = difference(index);
      lastCheck = System.nanoTime();
    }
  }

  private boolean countsDiffer(ChunkIndex index) throws IOException {
    if (System.nanoTime() - lastCheck < intervalNanos) {
      return false;
    }
    lastCheck = System.nanoTime();
    long difference = difference(index);
    return difference != 0 && difference != explained;
  }

  /// Documents still to be processed do not disturb this: the journal knows which of them the index
  /// holds an earlier version of.
  private long difference(ChunkIndex index) throws IOException {
    return index.statistics().documents() - journal.read(Ledger::inIndex);
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
                .forEach(entry -> requeue(ledger, entry)));
  }

  /// Without its source nobody can read a document again, so it must not wait for ever.
  private static void requeue(Ledger ledger, Entry lost) {
    if (ledger.canBeRead(lost)) {
      ledger.put(lost.inIndex("", 0).queuedAgain(0, ledger.nextNumber()));
    } else {
      ledger.put(lost.refused(Refusals.sourceless(), "", lost.status().sizeBytes(), 0));
      ledger.addDeletion(lost.id());
    }
  }

  private void adoptUnknown(ChunkIndex index) throws IOException {
    int adopted = 0;
    List<String> page = index.ids("", PAGE);
    while (!page.isEmpty()) {
      for (String id : unknown(page)) {
        adopted += adopt(index, id) ? 1 : 0;
      }
      page = index.ids(page.getLast(), PAGE);
    }
    if (adopted > 0) {
      LOG.warn("{} documents of the index were unknown and are taken over", adopted);
    }
  }

  private List<String> unknown(List<String> ids) {
    return journal.read(ledger -> ids.stream().filter(id -> ledger.get(id).isEmpty()).toList());
  }

  private boolean adopt(ChunkIndex index, String id) throws IOException {
    AtomicBoolean adopted = new AtomicBoolean();
    deletions.change(
        index,
        () -> {
          Optional<Document> document = index.document(id);
          if (document.isPresent()) {
            adopted.set(journal.sync(ledger -> adopt(ledger, document.get())));
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
