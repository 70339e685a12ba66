package org.hawser.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.Source;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Origin;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;
import org.hawser.ingest.pipeline.Refusals;

/// One listing of a source, compared with the journal. Marks what is listed with the listing's
/// number and queues what differs; afterwards what has an older mark is gone from the source. The
/// heap holds one batch, whatever the size of the source.
final class Listing {
  private static final int BATCH = 1000;
  private static final int PAGE = 2000;

  private final Journal journal;
  private final Source source;
  private final long generation;
  private final Events events;
  private final List<SourceItem> batch = new ArrayList<>(BATCH);
  private long listed;

  /// Told what a synchronisation finds.
  interface Events {
    void changed(List<Entry> entries);

    /// The source can be read.
    void reachable(String sourceId);
  }

  Listing(Journal journal, Source source, long generation, Events events) {
    this.journal = journal;
    this.source = source;
    this.generation = generation;
    this.events = events;
  }

  void read(Connector connector) throws SourceException, InterruptedException {
    connector.list(source.location(), this::accept);
    flush();
  }

  long listed() {
    return listed;
  }

  private void accept(SourceItem item) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Listing was stopped");
    }
    batch.add(item);
    listed++;
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private void flush() {
    List<SourceItem> items = List.copyOf(batch);
    batch.clear();
    events.changed(journal.sync(ledger -> compare(ledger, items)));
  }

  /// A source may have been removed while its listing was still running.
  private List<Entry> compare(Ledger ledger, List<SourceItem> items) {
    if (ledger.source(source.id()).isEmpty()) {
      return List.of();
    }
    return items.stream().map(i -> compare(ledger, i)).flatMap(Optional::stream).toList();
  }

  private Optional<Entry> compare(Ledger ledger, SourceItem item) {
    DocumentKey key = key(item.path());
    String token = item.problem().isEmpty() ? item.changeToken() : "problem: " + item.problem();
    Optional<Entry> known = ledger.get(key.id());
    if (known.isEmpty() && ledger.isDismissed(key, token)) {
      return Optional.empty();
    }
    ledger.mark(key, generation);
    if (known.filter(e -> !token.isEmpty() && e.changeToken().equals(token)).isPresent()) {
      return Optional.empty();
    }
    Origin origin = new Origin(item.modified(), token);
    long revision = ledger.nextNumber();
    Entry next =
        known
            .map(e -> e.replacedBy("", item.sizeBytes(), origin, revision))
            .orElseGet(() -> Entry.fresh(key, "", item.sizeBytes(), origin, revision));
    Entry result =
        item.problem().isEmpty()
            ? next
            : next.refused(Refusals.problem(item.problem()), "", item.sizeBytes(), 0);
    ledger.put(result);
    if (!result.open() && known.isPresent()) {
      ledger.addDeletion(key.id());
    }
    return Optional.of(result);
  }

  /// How many known documents the listing did not contain.
  long missing() {
    long missing = 0;
    Optional<String> from = Optional.of("");
    while (from.isPresent()) {
      Ledger.Unmarked part = unmarked(from);
      missing += part.keys().size();
      from = part.next();
    }
    return missing;
  }

  /// Deletes what the listing did not contain.
  void sweep() {
    Optional<String> from = Optional.of("");
    while (from.isPresent()) {
      Ledger.Unmarked part = unmarked(from);
      journal.syncChange(
          ledger ->
              part.keys()
                  .forEach(
                      key -> {
                        ledger.remove(key.id());
                        ledger.addDeletion(key.id());
                      }));
      from = part.next();
    }
  }

  private Ledger.Unmarked unmarked(Optional<String> from) {
    return journal.read(ledger -> ledger.unmarked(key("any"), generation, from, PAGE));
  }

  private DocumentKey key(String path) {
    return new DocumentKey(source.collection(), source.id(), path);
  }
}
