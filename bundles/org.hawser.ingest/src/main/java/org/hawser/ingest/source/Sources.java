package org.hawser.ingest.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.connector.Connector;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.Source;
import org.hawser.api.ingest.Source.State;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.Ledger;
import org.hawser.ingest.journal.SourceEntry;
import org.hawser.ingest.pipeline.Availability;
import org.hawser.ingest.pipeline.Connectors;
import org.hawser.ingest.pipeline.Doorbell;
import org.hawser.ingest.pipeline.StatusEvents;

/// The sources: registering, synchronising and forgetting them.
public final class Sources implements Availability {
  private static final int PAGE = 500;

  private final Journal journal;
  private final SourceBook book;
  private final Connectors connectors;
  private final Synchroniser synchroniser;
  private final Doorbell doorbell;

  /// Sources that could not be read while their documents were processed.
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  public Sources(Journal journal, Connectors connectors, StatusEvents events, Doorbell doorbell) {
    this.journal = journal;
    this.connectors = connectors;
    this.doorbell = doorbell;
    this.book = new SourceBook(journal);
    this.synchroniser = new Synchroniser(journal, book, connectors, new ListingEvents(events));
  }

  private final class ListingEvents implements Listing.Events {
    private final StatusEvents events;

    ListingEvents(StatusEvents events) {
      this.events = events;
    }

    @Override
    public void changed(List<Entry> entries) {
      doorbell.ring();
      entries.forEach(entry -> events.publish(entry.status()));
    }

    @Override
    public void reachable(String sourceId) {
      away.remove(sourceId);
      doorbell.ring();
    }
  }

  /// Takes up the sources whose connectors are already there.
  public void start() {
    synchroniser.start();
  }

  public void stop() {
    synchroniser.stop();
  }

  public void connectorCame(Connector connector) {
    synchroniser.connectorCame(connector.name());
    doorbell.ring();
  }

  public void connectorWent(Connector connector) {
    synchroniser.connectorWent(connector);
  }

  public Source add(String collection, String connector, String location, boolean watch)
      throws IOException {
    new DocumentKey(collection, "source", "any");
    String canonical =
        connectors
            .find(connector)
            .orElseThrow(() -> unknownConnector(connector))
            .canonicalLocation(location);
    String id = book.register(collection, connector, canonical, watch).id();
    synchroniser.cancel(id);
    synchroniser.request(id, false);
    return require(id);
  }

  /// Synchronises a source. A loss can be accepted only where one was shown: in a held source.
  public Source synchronise(String id, boolean acceptLoss) throws IOException {
    Source source = require(id);
    synchroniser.request(id, acceptLoss && source.state() == State.HELD);
    return require(id);
  }

  public void remove(String id, boolean deleteDocuments) throws IOException {
    Source source = require(id);
    synchroniser.cancel(id);
    book.forget(id);
    away.remove(id);
    DocumentKey scope = new DocumentKey(source.collection(), id, "any");
    Optional<String> from = Optional.of("");
    while (from.isPresent()) {
      Optional<String> start = from;
      from = journal.sync(ledger -> forget(ledger, scope, start, deleteDocuments));
    }
    journal.syncChange(ledger -> ledger.forgetDismissed(id));
    doorbell.ring();
  }

  /// Documents nobody can read any more leave the queue in any case.
  private static Optional<String> forget(
      Ledger ledger, DocumentKey scope, Optional<String> from, boolean all) {
    Ledger.Unmarked part = ledger.unmarked(scope, Long.MIN_VALUE, from, PAGE);
    for (DocumentKey key : part.keys()) {
      if (all || ledger.get(key.id()).filter(Entry::open).isPresent()) {
        ledger.remove(key.id());
        ledger.addDeletion(key.id());
      }
    }
    return part.next();
  }

  public List<Source> all() {
    return book.all().stream().map(SourceEntry::source).toList();
  }

  /// Called on the journal's thread too, so it looks at memory only.
  @Override
  public boolean isAvailable(String origin) {
    if (origin.equals("upload")) {
      return true;
    }
    return !away.contains(origin)
        && book.find(origin)
            .filter(entry -> connectors.find(entry.source().connector()).isPresent())
            .isPresent();
  }

  @Override
  public void away(String id, String reason) {
    if (book.find(id).isPresent() && away.add(id)) {
      synchroniser.fail(id, reason);
    }
  }

  /// Why documents of sources wait, as a sentence; empty when none has a reason to.
  public String waiting() {
    return book.all().stream()
        .map(SourceEntry::source)
        .filter(source -> !isAvailable(source.id()))
        .map(source -> "Documents of " + source.location() + " wait: " + source.detail())
        .findFirst()
        .orElse("");
  }

  private Source require(String id) throws IngestException {
    return book.find(id)
        .map(SourceEntry::source)
        .orElseThrow(
            () ->
                new IngestException(
                    IngestException.Reason.NOT_FOUND,
                    "There is no source '" + id + "': list the sources to see their ids."));
  }

  private IngestException unknownConnector(String name) {
    return new IngestException(
        IngestException.Reason.UNKNOWN_CONNECTOR,
        "There is no connector '"
            + name
            + "': use one of "
            + connectors.names()
            + ", or start the bundle of the one you need.");
  }
}
