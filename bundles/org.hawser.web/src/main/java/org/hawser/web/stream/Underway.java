package org.hawser.web.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;

/**
 * An answer on its way to one client. Its maker waits for a client that reads slowly; closing this
 * ends the answer.
 *
 * @param <E> what happens meanwhile
 * @param <R> the whole answer
 */
public final class Underway<E, R> implements AutoCloseable {
  private static final int CAPACITY = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final BlockingQueue<Signal<E, R>> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final Making<R> making;
  private final Thread waiter;
  private volatile boolean closed;

  /** What a client hears. */
  public sealed interface Signal<E, R> {
    /** Something happened. */
    record Event<E, R>(E event) implements Signal<E, R> {}

    /** Nothing happened for a while. */
    record Silence<E, R>() implements Signal<E, R> {}

    /** The answer is complete. */
    record Done<E, R>(R result) implements Signal<E, R> {}

    /** There is no answer. */
    record Failed<E, R>(Exception failure) implements Signal<E, R> {}
  }

  /** An answer being made. */
  public interface Making<R> {
    R result() throws IOException, InterruptedException;

    void cancel();
  }

  /** Begins an answer and has events heard. */
  @FunctionalInterface
  public interface Beginning<E, R> {
    Making<R> begin(Consumer<E> ear) throws IOException;
  }

  public Underway(Beginning<E, R> beginning) throws IOException {
    making = beginning.begin(event -> put(new Signal.Event<>(event)));
    waiter = Thread.ofVirtual().start(this::awaitResult);
  }

  private void awaitResult() {
    try {
      put(new Signal.Done<>(making.result()));
    } catch (ModelUnavailableException e) {
      put(new Signal.Failed<>(e));
    } catch (IllegalStateException e) {
      put(new Signal.Failed<>(new ModelUnavailableException(Reason.BROKEN, e.getMessage(), e)));
    } catch (IOException | RuntimeException e) {
      put(new Signal.Failed<>(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Signal<E, R> signal) {
    try {
      while (!closed && !waiting.offer(signal, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      making.cancel();
    }
  }

  /** The next signal; waits a second at most. */
  public Signal<E, R> next() {
    try {
      Signal<E, R> signal = waiting.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return signal == null ? new Signal.Silence<>() : signal;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.SERVICE_ABSENT, "The server is stopping: ask again when it has started.");
    }
  }

  public void cancel() {
    making.cancel();
  }

  /** Ends the answer and waits until its maker has let go of it. */
  @Override
  public void close() {
    closed = true;
    making.cancel();
    try {
      waiter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
