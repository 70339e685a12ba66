package org.hawser.web.api;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.web.http.Exchange;
import org.hawser.web.stream.Beginnings;
import org.hawser.web.stream.Underway;

/** Replies on their way to clients. */
final class RunningReplies implements AutoCloseable {
  private final Set<Underway<?, ?>> running = ConcurrentHashMap.newKeySet();

  /** Has a reply made and writes it to the client; ends it when the client has gone. */
  void deliver(
      Exchange exchange, boolean stream, Beginnings.Asking asking, Beginnings.Keeping keeping)
      throws IOException {
    try (Underway<ReplyEvent, Reply> underway = Beginnings.reply(asking, keeping)) {
      running.add(underway);
      try {
        new ReplyDelivery(exchange).deliver(underway, stream);
      } finally {
        running.remove(underway);
      }
    }
  }

  /** Ends every reply. */
  @Override
  public void close() {
    running.forEach(Underway::cancel);
  }
}
