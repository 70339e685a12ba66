package org.hawser.web.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.Problems;
import org.hawser.web.stream.Underway.Signal;

/**
 * Writes an answer to its client, whole or as server-sent events. A client that has gone is noticed
 * when something is written to it.
 *
 * @param <E> what happens meanwhile
 * @param <R> the whole answer
 */
public abstract class Delivery<E, R> {
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(2);

  protected final Exchange exchange;

  protected Delivery(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Writes the events one of these is; most are one, some none. */
  protected abstract void event(E event) throws IOException;

  /** Takes note of an event of an answer that is written whole. */
  protected void heard(E event) {}

  /** Writes the events at the end of a stream. */
  protected abstract void done(R result) throws IOException;

  /** Writes what stands in a stream for an answer that failed. */
  protected void failed(Exception failure) throws IOException {
    event("failed", problem(failure));
  }

  /** The answer as one JSON object. */
  protected abstract Object view(R result) throws IOException;

  /** What stands for an answer that failed after blanks were sent. */
  protected Object problem(Exception failure) throws IOException {
    return Problems.describe(exchange.request().getRequestURI(), failure);
  }

  /** Writes the answer, in one of two ways. */
  public final void deliver(Underway<E, R> underway, boolean stream) throws IOException {
    if (stream) {
      stream(underway);
    } else {
      whole(underway);
    }
  }

  /** The answer as one JSON object; blanks before it while it is made. */
  private void whole(Underway<E, R> underway) throws IOException {
    long last = System.nanoTime();
    while (true) {
      switch (underway.next()) {
        case Signal.Done<E, R>(R result) -> {
          json(view(result));
          return;
        }
        case Signal.Failed<E, R>(Exception failure) -> {
          if (!exchange.response().isCommitted()) {
            throw sneaky(failure);
          }
          json(problem(failure));
          return;
        }
        case Signal.Event<E, R>(E event) -> heard(event);
        case Signal.Silence<E, R> _ -> {}
      }
      if (System.nanoTime() - last > BEAT_NANOS) {
        exchange.response().setContentType("application/json");
        send(" ");
        last = System.nanoTime();
      }
    }
  }

  private void json(Object value) throws IOException {
    exchange.response().setContentType("application/json");
    send(exchange.mapper().writeValueAsString(value));
  }

  /** The answer as server-sent events. A failure that comes first is a plain problem. */
  private void stream(Underway<E, R> underway) throws IOException {
    Signal<E, R> signal = underway.next();
    if (signal instanceof Signal.Failed<E, R>(Exception failure)) {
      throw sneaky(failure);
    }
    exchange.response().setContentType("text/event-stream");
    exchange.response().setCharacterEncoding("utf-8");
    exchange.response().setHeader("X-Accel-Buffering", "no");
    while (write(signal)) {
      signal = underway.next();
    }
  }

  /**
   * @return whether more follows
   */
  private boolean write(Signal<E, R> signal) throws IOException {
    switch (signal) {
      case Signal.Silence<E, R> _ -> send(": waiting\n\n");
      case Signal.Event<E, R>(E event) -> event(event);
      case Signal.Done<E, R>(R result) -> {
        done(result);
        return false;
      }
      case Signal.Failed<E, R>(Exception failure) -> {
        failed(failure);
        return false;
      }
    }
    return true;
  }

  /** An event with a name; the data as JSON. */
  protected final void event(String name, Object data) throws IOException {
    send("event: " + name + "\ndata: " + exchange.mapper().writeValueAsString(data) + "\n\n");
  }

  protected final void send(String text) throws IOException {
    OutputStream out = exchange.response().getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static RuntimeException sneaky(Exception failure) throws IOException {
    return switch (failure) {
      case IOException io -> throw io;
      case RuntimeException unchecked -> unchecked;
      default -> new IllegalStateException(failure);
    };
  }
}
