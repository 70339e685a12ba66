package org.hawser.ingest.source;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.ingest.Source;
import org.hawser.api.ingest.Source.State;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.SourceEntry;
import org.hawser.ingest.pipeline.Connectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs synchronisations: one thread per source that is being listed, again when it changed
/// meanwhile, later when it failed.
final class Synchroniser {
  private static final Logger LOG = LoggerFactory.getLogger(Synchroniser.class);
  private static final long FIRST_RETRY_SECONDS = 15;
  private static final int MOST_DOUBLINGS = 6;
  private static final long CHANGE_DELAY_SECONDS = 1;

  private final Journal journal;
  private final SourceBook book;
  private final Connectors connectors;
  private final Listing.Events events;
  private final Watches watches = new Watches();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Set<String> retries = ConcurrentHashMap.newKeySet();
  private final Set<String> changes = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hawser-ingest-timer").factory());
  private volatile boolean stopping;

  Synchroniser(Journal journal, SourceBook book, Connectors connectors, Listing.Events events) {
    this.journal = journal;
    this.book = book;
    this.connectors = connectors;
    this.events = events;
  }

  /// A synchronisation that is running.
  private static final class Run {
    private Thread thread;
    private boolean again;
    private boolean againConfirmed;
    private volatile boolean cancelled;
  }

  /// Starts a synchronisation, or has the running one followed by another. The source is shown as
  /// being synchronised when this returns, unless it is held and that was not confirmed.
  ///
  /// @param confirmed whether an administrator accepts whatever is gone
  synchronized void request(String id, boolean confirmed) {
    Run running = runs.get(id);
    if (stopping) {
      return;
    }
    if (running != null) {
      running.again = true;
      running.againConfirmed |= confirmed;
    }
    book.change(id, entry -> entry.requested(confirmed));
    if (running == null) {
      begin(id, confirmed);
    }
  }

  private void begin(String id, boolean confirmed) {
    Run run = new Run();
    runs.put(id, run);
    run.thread =
        Thread.ofPlatform()
            .daemon()
            .name("hawser-ingest-sync-" + id)
            .start(() -> run(run, id, confirmed));
  }

  private void run(Run run, String id, boolean confirmed) {
    UnaryOperator<SourceEntry> result = UnaryOperator.identity();
    try {
      Optional<SourceEntry> entry = book.find(id);
      if (entry.isPresent()) {
        result = synchronise(run, entry.get().source(), confirmed);
      }
    } catch (IllegalStateException e) {
      LOG.debug("Synchronisation of {} ended with the bundle", id, e);
    } catch (RuntimeException e) {
      LOG.warn("Synchronisation of {} failed", id, e);
      result =
          failure(id, "The synchronisation failed (" + e + "): it is tried again; see the log.");
    } finally {
      ended(id, result);
    }
  }

  /// A source asked for again meanwhile goes on without being shown as idle in between.
  private synchronized void ended(String id, UnaryOperator<SourceEntry> result) {
    Run run = runs.remove(id);
    if (stopping) {
      return;
    }
    if (run.again) {
      book.change(id, entry -> result.apply(entry).requested(run.againConfirmed));
      begin(id, run.againConfirmed);
    } else {
      book.change(id, result);
    }
  }

  /// @return the change of the source's entry that tells how it went
  private UnaryOperator<SourceEntry> synchronise(Run run, Source source, boolean confirmed) {
    Optional<Connector> connector = connectors.find(source.connector());
    if (connector.isEmpty()) {
      return waiting(source);
    }
    try {
      watch(run, source, connector.get());
      UnaryOperator<SourceEntry> result = list(source, connector.get(), confirmed);
      failures.remove(source.id());
      return result;
    } catch (SourceException e) {
      return failure(source, connector.get(), e.getMessage());
    } catch (InterruptedException _) {
      LOG.debug("Synchronisation of {} was stopped", source.id());
      return UnaryOperator.identity();
    } catch (UncheckedIOException e) {
      return failure(source, connector.get(), e.getCause().getMessage());
    }
  }

  /// A source that cannot be watched is listed again from time to time instead.
  private void watch(Run run, Source source, Connector connector) {
    if (!source.watched()) {
      return;
    }
    try {
      watches.open(source, connector, () -> changed(source.id()), () -> run.cancelled);
    } catch (SourceException e) {
      LOG.warn(
          "Source {} is not watched, only listed again later: {}", source.id(), e.getMessage());
      schedule(retries, source.id(), FIRST_RETRY_SECONDS << MOST_DOUBLINGS);
    }
  }

  private UnaryOperator<SourceEntry> list(Source source, Connector connector, boolean confirmed)
      throws SourceException, InterruptedException {
    long generation = journal.write(ledger -> ledger.nextNumber());
    long known = journal.read(ledger -> ledger.documentsOf(source.id()));
    book.change(source.id(), entry -> entry.started(generation));
    Listing listing = new Listing(journal, source, generation, events);
    listing.read(connector);
    events.reachable(source.id());
    Loss loss = new Loss(known, listing.missing(), listing.listed());
    boolean wasHeld = source.state() == State.HELD;
    if (!confirmed && !loss.isNone() && (wasHeld || loss.isSuspicious())) {
      return held(source, loss);
    }
    if (!loss.isNone() && book.find(source.id()).isPresent()) {
      listing.sweep();
      events.reachable(source.id());
    }
    LOG.info(
        "Source {} synchronised: {} listed, {} gone", source.id(), loss.listed(), loss.missing());
    return entry -> entry.finished(Instant.now());
  }

  private static UnaryOperator<SourceEntry> held(Source source, Loss loss) {
    LOG.warn("Source {} is held: {}", source.id(), loss.sentence());
    return entry -> entry.in(State.HELD, loss.sentence());
  }

  private UnaryOperator<SourceEntry> failure(Source source, Connector used, String sentence) {
    boolean gone = connectors.find(source.connector()).filter(c -> c == used).isEmpty();
    return gone ? waiting(source) : failure(source.id(), sentence);
  }

  /// A source that failed is tried again later, less and less often.
  private UnaryOperator<SourceEntry> failure(String id, String sentence) {
    LOG.warn("Source {} failed: {}", id, sentence);
    int doublings = Math.min(MOST_DOUBLINGS, failures.merge(id, 1, Integer::sum) - 1);
    schedule(retries, id, FIRST_RETRY_SECONDS << doublings);
    return entry -> entry.unlessHeld(State.FAILED, sentence);
  }

  /// Marks a source as failed that could not be read while its documents were processed.
  void fail(String id, String sentence) {
    book.change(id, failure(id, sentence));
  }

  private static UnaryOperator<SourceEntry> waiting(Source source) {
    String sentence =
        "The connector '" + source.connector() + "' is not running: start its bundle.";
    return entry -> entry.unlessHeld(State.WAITING_FOR_CONNECTOR, sentence);
  }

  private void changed(String id) {
    schedule(changes, id, CHANGE_DELAY_SECONDS);
  }

  private void schedule(Set<String> pending, String id, long seconds) {
    if (pending.add(id)) {
      try {
        timer.schedule(
            () -> {
              pending.remove(id);
              request(id, false);
            },
            seconds,
            TimeUnit.SECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("No more synchronisations: the bundle stops", e);
      }
    }
  }

  /// Takes up the sources whose connectors are there already.
  void start() {
    for (SourceEntry entry : book.all()) {
      if (connectors.find(entry.source().connector()).isEmpty()) {
        book.change(entry.source().id(), waiting(entry.source()));
      }
    }
    connectors.names().forEach(this::connectorCame);
  }

  /// Takes up the sources of a connector that appeared.
  void connectorCame(String name) {
    for (SourceEntry entry : book.all()) {
      Source source = entry.source();
      if (source.connector().equals(name)) {
        takeUp(entry, source);
      }
    }
  }

  private void takeUp(SourceEntry entry, Source source) {
    if (source.watched() || !entry.complete() && source.state() != State.HELD) {
      request(source.id(), false);
    } else if (source.state() == State.WAITING_FOR_CONNECTOR) {
      book.change(source.id(), waiting -> waiting.in(State.IDLE, ""));
    }
  }

  /// Lets go of a connector that went away.
  void connectorWent(Connector connector) {
    if (stopping) {
      return;
    }
    for (SourceEntry entry : book.all()) {
      if (entry.source().connector().equals(connector.name())) {
        cancel(entry.source().id());
        book.change(entry.source().id(), waiting(entry.source()));
      }
    }
  }

  /// Stops watching and listing a source.
  void cancel(String id) {
    Thread thread = abandon(id);
    watches.close(id);
    if (thread != null && thread != Thread.currentThread()) {
      thread.interrupt();
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized Thread abandon(String id) {
    Run run = runs.get(id);
    if (run == null) {
      return null;
    }
    run.again = false;
    run.cancelled = true;
    return run.thread;
  }

  void stop() {
    stopping = true;
    timer.shutdownNow();
    watches.closeAll();
    List.copyOf(runs.keySet()).forEach(this::cancel);
  }
}
