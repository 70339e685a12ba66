package org.hawser.ingest.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;

/// Hands queued documents to the workers: in turn from each origin, so that an upload does not wait
/// behind a folder of a million files, and each document to one worker only.
public final class Claims {
  private final Journal journal;
  private final Map<String, Claim> claimed = new ConcurrentHashMap<>();
  private String lastOrigin = "";

  public Claims(Journal journal) {
    this.journal = journal;
  }

  /// @param suspect whether an earlier processing did not come to its end
  private record Claim(String path, boolean suspect) {}

  /// The next document, marked as being processed. One whose processing did not come to its end
  /// before is processed alone: if it kills the process, it must not take others with it. Nothing
  /// overtakes it, so that it gets its turn.
  ///
  /// @param available whether an origin (`upload` or a source id) can be read now
  public synchronized Optional<Entry> next(Predicate<String> available) {
    Optional<Entry> next =
        journal.write(
            ledger -> {
              Optional<Entry> started =
                  oldest(ledger, available).filter(this::mayStart).map(Entry::processing);
              started.ifPresent(ledger::put);
              return started;
            });
    next.ifPresent(this::claim);
    return next;
  }

  private Optional<Entry> oldest(Ledger ledger, Predicate<String> available) {
    return inTurn(ledger).stream()
        .filter(available)
        .flatMap(origin -> ledger.oldestQueued(origin, id -> !claimed.containsKey(id)).stream())
        .findFirst();
  }

  private boolean mayStart(Entry entry) {
    return entry.attempts() == 0
        ? claimed.values().stream().noneMatch(Claim::suspect)
        : claimed.isEmpty();
  }

  private void claim(Entry entry) {
    lastOrigin = entry.key().source();
    claimed.put(entry.id(), new Claim(entry.key().path(), entry.attempts() > 1));
  }

  /// Origins after the last served one, then those before it.
  private List<String> inTurn(Ledger ledger) {
    List<String> origins = ledger.queuedOrigins();
    List<String> turn = new ArrayList<>(origins);
    turn.removeIf(origin -> origin.compareTo(lastOrigin) <= 0);
    origins.removeAll(turn);
    turn.addAll(origins);
    return turn;
  }

  public void release(String id) {
    claimed.remove(id);
  }

  public List<String> paths() {
    return claimed.values().stream().map(Claim::path).toList();
  }

  public int size() {
    return claimed.size();
  }
}
