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
  private final Map<String, String> claimed = new ConcurrentHashMap<>();
  private String lastOrigin = "";

  public Claims(Journal journal) {
    this.journal = journal;
  }

  /// The next document, marked as being processed.
  ///
  /// @param available whether an origin (`upload` or a source id) can be read now
  public synchronized Optional<Entry> next(Predicate<String> available) {
    Optional<Entry> next =
        journal.write(
            ledger -> {
              for (String origin : inTurn(ledger)) {
                if (available.test(origin)) {
                  var found = ledger.oldestQueued(origin, id -> !claimed.containsKey(id));
                  if (found.isPresent()) {
                    Entry entry = found.get().processing();
                    ledger.put(entry);
                    return Optional.of(entry);
                  }
                }
              }
              return Optional.empty();
            });
    next.ifPresent(this::claim);
    return next;
  }

  private void claim(Entry entry) {
    lastOrigin = entry.key().source();
    claimed.put(entry.id(), entry.key().path());
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
    return List.copyOf(claimed.values());
  }

  public int size() {
    return claimed.size();
  }
}
