package org.hawser.extract.tika.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One place in the pool: a process that is replaced when it dies, hangs, or has read its share of
/// files. Used by one caller at a time.
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int START_SECONDS = 60;
  private static final int END_SECONDS = 5;

  /// The JVM's own code under ExitOnOutOfMemoryError.
  private static final int OUT_OF_MEMORY = 3;

  private final int number;
  private final Launch launch;
  private final Executor starter;

  /// Null until it is needed.
  private CompletableFuture<WorkerProcess> process;

  private boolean closed;

  Worker(int number, Launch launch, Executor starter) {
    this.number = number;
    this.launch = launch;
    this.starter = starter;
  }

  enum State {
    /// The next file starts the process.
    NO_PROCESS,
    STARTING,
    RUNNING,
    /// The process did not become ready; the next file starts another one.
    FAILED
  }

  synchronized State state() {
    if (process == null) {
      return State.NO_PROCESS;
    }
    return switch (process.state()) {
      case RUNNING -> State.STARTING;
      case SUCCESS -> stateOf(process.resultNow());
      case FAILED, CANCELLED -> State.FAILED;
    };
  }

  private static State stateOf(WorkerProcess started) {
    return switch (started.ready().state()) {
      case RUNNING -> State.STARTING;
      case SUCCESS -> started.alive() ? State.RUNNING : State.NO_PROCESS;
      case FAILED, CANCELLED -> State.FAILED;
    };
  }

  /// Starts the process in the background unless it has been started before.
  synchronized void start() {
    if (process == null && !closed) {
      process = startLater();
    }
  }

  Reply read(ReadTask task) throws ExtractionException, InterruptedException {
    WorkerProcess current = running();
    Future<Reply> reply = submit(current, task);
    boolean healthy = false;
    try {
      Reply result = reply.get(launch.deadline().toMillis(), TimeUnit.MILLISECONDS);
      healthy = true;
      return result;
    } catch (TimeoutException _) {
      throw new ExtractionException(
          Reason.TIMEOUT,
          "The file was not read within "
              + launch.deadline().toSeconds()
              + " seconds: split it, or raise deadlineSeconds and try again.");
    } catch (ExecutionException failure) {
      throw died(current, failure);
    } finally {
      if (!healthy) {
        current.kill();
      }
      if (!healthy || current.served() >= launch.filesPerWorker()) {
        replace(current);
      }
    }
  }

  private Future<Reply> submit(WorkerProcess current, ReadTask task) throws ExtractionException {
    try {
      return current.submit(task);
    } catch (RejectedExecutionException _) {
      throw WorkerPool.stopped(); // killed in between, which only close does
    }
  }

  /// Kills the process, also one that is just being started.
  synchronized void close() {
    closed = true;
    if (process != null) {
      process.whenComplete((running, _) -> killIfStarted(running));
    }
  }

  private static void killIfStarted(WorkerProcess running) {
    if (running != null) {
      running.kill();
    }
  }

  /// Waits until the process killed by [#close()] is gone.
  void awaitEnd(long nanos) throws InterruptedException {
    CompletableFuture<WorkerProcess> last;
    synchronized (this) {
      last = process;
    }
    if (last != null && last.state() == Future.State.SUCCESS) {
      last.resultNow().awaitEnd(nanos);
    }
  }

  private synchronized void replace(WorkerProcess old) {
    old.kill();
    if (!closed) {
      process =
          CompletableFuture.supplyAsync(
              () -> {
                awaitEnd(old); // it must not write into the folder the next one empties
                return startNow();
              },
              starter);
    }
  }

  private static void awaitEnd(WorkerProcess old) {
    try {
      old.awaitEnd(TimeUnit.SECONDS.toNanos(END_SECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<WorkerProcess> startLater() {
    return CompletableFuture.supplyAsync(this::startNow, starter);
  }

  private WorkerProcess startNow() {
    if (isClosed()) {
      throw new IllegalStateException("the extractor was stopped");
    }
    try {
      return WorkerProcess.of(launch.start(number), launch.limits());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The process, started and ready. The time this takes is not the file's.
  private WorkerProcess running() throws ExtractionException, InterruptedException {
    try {
      WorkerProcess current = current().get(START_SECONDS, TimeUnit.SECONDS);
      if (!current.alive()) {
        replace(current);
        current = current().get(START_SECONDS, TimeUnit.SECONDS);
      }
      return ready(current);
    } catch (ExecutionException | TimeoutException failure) {
      restartFailed();
      throw cannotStart(causeOf(failure), failure);
    }
  }

  private WorkerProcess ready(WorkerProcess current)
      throws ExtractionException, InterruptedException {
    try {
      current.ready().get(START_SECONDS, TimeUnit.SECONDS);
      return current;
    } catch (ExecutionException | TimeoutException failure) {
      String cause =
          failure instanceof TimeoutException
              ? "it was not ready within " + START_SECONDS + " seconds"
              : "it ended with exit code " + current.exitCode();
      replace(current);
      throw cannotStart(cause, failure);
    }
  }

  private synchronized CompletableFuture<WorkerProcess> current() throws ExtractionException {
    if (closed) {
      throw WorkerPool.stopped();
    }
    start();
    return process;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  synchronized void restartFailed() {
    if (!closed && state() == State.FAILED) {
      process = startLater();
    }
  }

  private static String causeOf(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  /// No file is to blame when the process does not even start.
  private ExtractionException cannotStart(String cause, Exception failure)
      throws ExtractionException {
    current();
    LOG.warn("A parser process could not be started", failure);
    return new ExtractionException(
        Reason.UNAVAILABLE,
        "The extractor cannot work now; its parser process could not be started ("
            + cause
            + "): check free memory and disk space, and workerHeapMegabytes.",
        failure);
  }

  private ExtractionException died(WorkerProcess current, ExecutionException failure)
      throws ExtractionException, InterruptedException {
    current();
    int code = current.exitCode();
    LOG.debug("Worker {} ended with code {}", number, code);
    if (code == OUT_OF_MEMORY) {
      return new ExtractionException(
          Reason.OUT_OF_MEMORY,
          "Reading the file needs more than "
              + launch.heapMegabytes()
              + " MB of memory: split it, or raise workerHeapMegabytes and try again.",
          failure);
    }
    return new ExtractionException(
        Reason.CRASHED,
        "The parser process died over this file (exit code "
            + code
            + "): save the file again from its program, or convert it to PDF.",
        failure);
  }
}
