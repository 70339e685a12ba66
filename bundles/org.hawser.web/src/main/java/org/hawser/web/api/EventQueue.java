package org.hawser.web.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hawser.api.ingest.DocumentStatus;

/**
 * Events waiting for one client. Bounded: the ingest thread never waits for a browser, a client
 * that cannot keep up is sent away with a note and asks for the list instead.
 */
final class EventQueue {
  private static final int CAPACITY = 512;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final BlockingQueue<Optional<DocumentStatus>> waiting =
      new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean overflowed;
  private volatile boolean ended;

  void offer(DocumentStatus status) {
    if (!waiting.offer(Optional.of(status))) {
      overflowed = true;
    }
  }

  /** Ends the stream from the server's side. */
  void end() {
    ended = true;
    waiting.offer(Optional.empty());
  }

  /**
   * Writes events until the client goes, the queue is ended or overflows, or `alive` says no.
   *
   * @throws IOException when the client is gone
   */
  void writeTo(OutputStream out, ObjectMapper mapper, BooleanSupplier alive) throws IOException {
    send(out, "retry: 3000\n: connected\n\n");
    try {
      while (!ended && !overflowed && alive.getAsBoolean()) {
        Optional<DocumentStatus> next = waiting.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
          send(out, ": heartbeat\n\n");
        } else if (next.isPresent()) {
          send(out, event("status", mapper.writeValueAsString(next.get())));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (overflowed) {
      String note = "Events came faster than this client took them: list the documents again.";
      send(out, event("dropped", mapper.writeValueAsString(Map.of("detail", note))));
    }
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
