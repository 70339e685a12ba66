package org.hawser.extract.tika.process;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.Readiness;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Reply;

/// The workers; callers beyond their number wait for a free one.
public final class WorkerPool implements AutoCloseable {
  private static final int CLOSED_CHECK_MILLIS = 250;
  private static final int END_SECONDS = 5;

  private final ExecutorService starter =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("extract-start").factory());
  private final List<Worker> workers;

  /// The one used last is taken first, so that no more processes start than files come at a time.
  private final BlockingDeque<Worker> idle;
  private final CompletableFuture<Void> firstStart;
  private volatile boolean closed;

  /// Returns at once. Processes start when there are files for them: an idle one costs memory, and
  /// one that starts beside the rest of the container makes that slower.
  ///
  /// @param startAfter when the first process starts in any case, so that the first file finds it
  public WorkerPool(int size, Launch launch, Duration startAfter) {
    this.workers =
        IntStream.range(0, size).mapToObj(number -> new Worker(number, launch, starter)).toList();
    this.idle = new LinkedBlockingDeque<>(workers);
    Executor later =
        CompletableFuture.delayedExecutor(startAfter.toMillis(), TimeUnit.MILLISECONDS, starter);
    this.firstStart = CompletableFuture.runAsync(workers.getFirst()::start, later);
  }

  public Reply read(ReadTask task) throws ExtractionException, InterruptedException {
    Worker worker = takeIdle();
    try {
      return worker.read(task);
    } finally {
      idle.addFirst(worker);
    }
  }

  /// The worst of what the workers say. Asking is an occasion to try again: who sends no files to
  /// an extractor that is not ready would never see it ready again.
  public Readiness readiness() {
    List<Worker.State> states = workers.stream().map(Worker::state).toList();
    if (states.contains(Worker.State.FAILED)) {
      workers.forEach(Worker::restartFailed);
      return new Readiness(
          false,
          "A parser process could not be started, so documents wait: check free memory and disk"
              + " space, and workerHeapMegabytes; it is tried again now.");
    }
    int running = Collections.frequency(states, Worker.State.RUNNING);
    int starting = Collections.frequency(states, Worker.State.STARTING);
    return new Readiness(true, sentence(running, starting, states.size()));
  }

  private static String sentence(int running, int starting, int size) {
    if (running > 0) {
      return running + " of " + size + " parser processes run, others start when files come.";
    }
    return starting > 0
        ? "The parser process is starting."
        : "No parser process runs yet, the first file starts one.";
  }

  /// Kills all processes and waits, a few seconds at most, until they are gone; whoever waits for a
  /// file gets an exception.
  @Override
  public void close() {
    closed = true;
    firstStart.cancel(false);
    workers.forEach(Worker::close);
    starter.shutdown();
    awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS));
  }

  private void awaitEnd(long deadline) {
    try {
      starter.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      for (Worker worker : workers) {
        worker.awaitEnd(deadline - System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static ExtractionException stopped() {
    return new ExtractionException(
        Reason.UNAVAILABLE,
        "The extractor cannot work now; it was stopped: read the file again once it runs.");
  }

  private Worker takeIdle() throws ExtractionException, InterruptedException {
    while (!closed) {
      Worker worker = idle.pollFirst(CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      if (worker != null) {
        return worker;
      }
    }
    throw stopped();
  }
}
