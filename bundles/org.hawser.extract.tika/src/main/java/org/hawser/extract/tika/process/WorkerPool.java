package org.hawser.extract.tika.process;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Reply;

/// The workers; callers beyond their number wait for a free one.
public final class WorkerPool implements AutoCloseable {
  private static final int CLOSED_CHECK_MILLIS = 250;

  private final ExecutorService starter =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("extract-start").factory());
  private final List<Worker> workers;
  private final BlockingQueue<Worker> idle;
  private volatile boolean closed;

  /// Returns at once; the processes start in the background.
  public WorkerPool(int size, Launch launch) {
    this.workers =
        IntStream.range(0, size).mapToObj(number -> new Worker(number, launch, starter)).toList();
    this.idle = new LinkedBlockingQueue<>(workers);
  }

  public Reply read(ReadTask task) throws ExtractionException, InterruptedException {
    Worker worker = takeIdle();
    try {
      return worker.read(task);
    } finally {
      idle.add(worker);
    }
  }

  /// Kills all processes; whoever waits gets an exception.
  @Override
  public void close() {
    closed = true;
    workers.forEach(Worker::close);
    starter.shutdown();
  }

  static ExtractionException stopped() {
    return new ExtractionException(
        Reason.UNAVAILABLE,
        "The extractor cannot work now; it was stopped: read the file again once it runs.");
  }

  private Worker takeIdle() throws ExtractionException, InterruptedException {
    while (!closed) {
      Worker worker = idle.poll(CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      if (worker != null) {
        return worker;
      }
    }
    throw stopped();
  }
}
