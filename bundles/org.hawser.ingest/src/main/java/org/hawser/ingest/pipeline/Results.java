package org.hawser.ingest.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Refusal;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;

/// Records what became of a claimed document. A result for a version that was replaced or deleted
/// meanwhile changes nothing.
public final class Results {
  private final Journal journal;
  private final Claims claims;
  private final StatusEvents events;
  private final Doorbell doorbell;

  public Results(Journal journal, Claims claims, StatusEvents events, Doorbell doorbell) {
    this.journal = journal;
    this.claims = claims;
    this.events = events;
    this.doorbell = doorbell;
  }

  /// The index holds these documents, committed.
  void indexed(List<Written> documents) {
    List<Entry> changed =
        releasing(
            documents.stream().map(Written::entry).toList(),
            () ->
                journal.sync(
                    ledger ->
                        documents.stream()
                            .map(p -> indexed(ledger, p))
                            .flatMap(Optional::stream)
                            .toList()));
    tell(changed);
  }

  /// Whatever becomes of the journal, nobody works on these documents any more: one that is still
  /// claimed would never be processed again.
  private <T> T releasing(List<Entry> entries, Supplier<T> change) {
    try {
      return change.get();
    } finally {
      entries.forEach(entry -> claims.release(entry.id()));
    }
  }

  private static Optional<Entry> indexed(Ledger ledger, Written written) {
    Entry done =
        written
            .entry()
            .indexed(
                written.document().contentHash(),
                written.document().sizeBytes(),
                written.document().chunkCount(),
                written.document().notes(),
                written.millis());
    Optional<Entry> current = ledger.get(done.id());
    if (current.isPresent() && current.get().revision() != done.revision()) {
      ledger.put(current.get().inIndex(done.indexedHash(), done.indexedChunks()));
      return Optional.empty();
    }
    current.ifPresent(_ -> ledger.put(done));
    return current.map(_ -> done);
  }

  /// The index already holds these bytes.
  void known(Entry entry, Entry result) {
    settle(entry, result, false);
  }

  /// The document cannot be read; an earlier version leaves the index too, because it no longer is
  /// what the source holds.
  void refused(Entry entry, Refusal refusal, String hash, long size, long millis) {
    settle(entry, entry.refused(refusal, hash, size, millis), true);
  }

  private void settle(Entry entry, Entry result, boolean leavesIndex) {
    boolean current =
        releasing(
            List.of(entry),
            () -> journal.sync(ledger -> settle(ledger, entry, result, leavesIndex)));
    if (current) {
      tell(List.of(result));
    }
  }

  private static boolean settle(Ledger ledger, Entry entry, Entry result, boolean leavesIndex) {
    boolean same = isCurrent(ledger, entry);
    if (same) {
      ledger.put(result);
    }
    if (same && leavesIndex && !entry.indexedHash().isEmpty()) {
      ledger.addDeletion(entry.id());
    }
    return same;
  }

  /// Puts a document back for reasons that are not its own.
  void putBack(Entry entry) {
    putBack(List.of(entry));
  }

  /// Puts documents back for reasons that are not their own.
  void putBack(List<Entry> entries) {
    requeue(
        entries,
        (_, entry) -> entry.queuedAgain(Math.max(0, entry.attempts() - 1), entry.revision()));
  }

  /// Puts a document at the end of the queue after a failure that may be its own.
  void tryLater(Entry entry) {
    requeue(
        List.of(entry),
        (ledger, failed) -> failed.queuedAgain(failed.attempts(), ledger.nextNumber()));
  }

  private void requeue(List<Entry> entries, BiFunction<Ledger, Entry, Entry> change) {
    if (entries.isEmpty()) {
      return;
    }
    List<Entry> queued =
        releasing(entries, () -> journal.write(ledger -> requeue(ledger, entries, change)));
    tell(queued);
  }

  private static List<Entry> requeue(
      Ledger ledger, List<Entry> entries, BiFunction<Ledger, Entry, Entry> change) {
    List<Entry> changed =
        entries.stream()
            .filter(entry -> isCurrent(ledger, entry))
            .map(entry -> change.apply(ledger, entry))
            .toList();
    changed.forEach(ledger::put);
    return changed;
  }

  boolean isCurrent(Entry entry) {
    return journal.read(ledger -> isCurrent(ledger, entry));
  }

  private static boolean isCurrent(Ledger ledger, Entry entry) {
    return ledger.get(entry.id()).filter(e -> e.revision() == entry.revision()).isPresent();
  }

  void drop(Entry entry) {
    claims.release(entry.id());
    doorbell.ring();
  }

  void started(Entry entry) {
    events.publish(entry.status());
  }

  private void tell(List<Entry> changed) {
    doorbell.ring();
    changed.forEach(entry -> events.publish(entry.status()));
  }
}
