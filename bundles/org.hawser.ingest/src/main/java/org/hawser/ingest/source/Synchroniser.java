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

  /// A loss above half of at least this many documents is suspicious.
  private static final int HOLD_FROM = 20;

  private final Journal journal;
  private final SourceBook book;
  private final Connectors connectors;
  private final Listing.Events events;
  private final Watches watches = new Watches();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hawser-ingest-timer").factory());
  private volatile boolean stopping;

  Synchroniser(
      Journal journal, SourceBook book, Connectors connectors, Listing.Events events) {
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
  }

  /// Starts a synchronisation, or has the running one followed by another.
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
      return;
    }
    Run run = new Run();
    runs.put(id, run);
    run.thread =
        Thread.ofPlatform()
            .daemon()
            .name("hawser-ingest-sync-" + id)
            .start(() -> run(id, confirmed));
  }

  private void run(String id, boolean confirmed) {
    try {
      book.find(id).ifPresent(entry -> synchronise(entry.source(), confirmed));
    } catch (IllegalStateException e) {
      LOG.debug("Synchronisation of {} ended with the bundle", id, e);
    } catch (RuntimeException e) {
      LOG.warn("Synchronisation of {} failed", id, e);
      fail(id, "The synchronisation failed (" + e + "): see the log; it is tried again.");
    } finally {
      ended(id);
    }
  }

  private synchronized void ended(String id) {
    Run run = runs.remove(id);
    if (run != null && run.again) {
      request(id, run.againConfirmed);
    }
  }

  private void synchronise(Source source, boolean confirmed) {
    Optional<Connector> connector = connectors.find(source.connector());
    if (connector.isEmpty()) {
      waitForConnector(source);
      return;
    }
    try {
      if (source.watched()) {
        watches.open(source, connector.get(), () -> changed(source.id()));
      }
      list(source, connector.get(), confirmed);
      failures.remove(source.id());
    } catch (SourceException e) {
      failed(source, connector.get(), e.getMessage());
    } catch (InterruptedException _) {
      LOG.debug("Synchronisation of {} was stopped", source.id());
    } catch (UncheckedIOException e) {
      failed(source, connector.get(), e.getCause().getMessage());
    }
  }

  private void list(Source source, Connector connector, boolean confirmed)
      throws SourceException, InterruptedException {
    long generation = journal.write(ledger -> ledger.nextNumber());
    long known = journal.read(ledger -> ledger.documentsOf(source.id()));
    book.change(source.id(), entry -> entry.started(generation));
    Listing listing = new Listing(journal, source, generation, events);
    listing.read(connector);
    long missing = listing.missing();
    if (!confirmed && isSuspicious(known, missing, listing.listed())) {
      hold(source, known, missing);
      return;
    }
    if (missing > 0 && book.find(source.id()).isPresent()) {
      listing.sweep();
    }
    book.change(source.id(), entry -> entry.finished(Instant.now()));
    LOG.info(
        "Source {} synchronised: {} listed, {} gone", source.id(), listing.listed(), missing);
    events.reachable(source.id());
  }

  private static boolean isSuspicious(long known, long missing, long listed) {
    return known > 0 && listed == 0 || known >= HOLD_FROM && missing * 2 > known;
  }

  private void hold(Source source, long known, long missing) {
    String sentence =
        "The source no longer lists "
            + missing
            + " of its "
            + known
            + " documents; nothing was deleted: check that it is mounted and complete, then"
            + " synchronise it once more to accept the loss, or remove the source.";
    LOG.warn("Source {} is held: {}", source.id(), sentence);
    book.change(source.id(), entry -> entry.in(State.HELD, sentence));
  }

  private void failed(Source source, Connector connector, String sentence) {
    if (connectors.find(source.connector()).filter(c -> c == connector).isEmpty()) {
      waitForConnector(source);
    } else {
      fail(source.id(), sentence);
    }
  }

  /// Marks a source as failed and tries it again later, less and less often.
  void fail(String id, String sentence) {
    LOG.warn("Source {} failed: {}", id, sentence);
    book.change(id, entry -> entry.in(State.FAILED, sentence));
    int doublings = Math.min(MOST_DOUBLINGS, failures.merge(id, 1, Integer::sum) - 1);
    schedule(id, FIRST_RETRY_SECONDS << doublings);
  }

  private void waitForConnector(Source source) {
    String sentence =
        "The connector '" + source.connector() + "' is not running: start its bundle.";
    book.change(source.id(), entry -> entry.in(State.WAITING_FOR_CONNECTOR, sentence));
  }

  private void changed(String id) {
    schedule(id, CHANGE_DELAY_SECONDS);
  }

  private void schedule(String id, long seconds) {
    if (scheduled.add(id)) {
      try {
        timer.schedule(
            () -> {
              scheduled.remove(id);
              request(id, false);
            },
            seconds,
            TimeUnit.SECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("No more synchronisations: the bundle stops", e);
      }
    }
  }

  /// Takes up the sources of a connector that appeared.
  void connectorCame(String name) {
    for (SourceEntry entry : book.all()) {
      Source source = entry.source();
      boolean due = source.watched() || !entry.complete() && source.state() != State.HELD;
      if (source.connector().equals(name) && due) {
        request(source.id(), false);
      }
    }
  }

  /// Lets go of a connector that went away.
  void connectorWent(Connector connector) {
    for (SourceEntry entry : book.all()) {
      if (entry.source().connector().equals(connector.name())) {
        cancel(entry.source().id());
        waitForConnector(entry.source());
      }
    }
  }

  /// Stops watching and listing a source.
  void cancel(String id) {
    watches.close(id);
    Run run = runs.get(id);
    if (run != null && run.thread != Thread.currentThread()) {
      synchronized (this) {
        run.again = false;
      }
      run.thread.interrupt();
      try {
        run.thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void stop() {
    stopping = true;
    timer.shutdownNow();
    watches.closeAll();
    List.copyOf(runs.keySet()).forEach(this::cancel);
  }
}
