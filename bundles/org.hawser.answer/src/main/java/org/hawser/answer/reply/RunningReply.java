package org.hawser.answer.reply;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hawser.answer.write.Cancellation;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.assistant.ReplyListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A reply being made by one thread. Safe from any other.
final class RunningReply implements PendingReply {
  private static final Logger LOG = LoggerFactory.getLogger(RunningReply.class);

  private final String id = UUID.randomUUID().toString();
  private final ReplyListener listener;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  RunningReply(ReplyListener listener) {
    this.listener = listener;
  }

  /// The listener threw.
  static final class ListenerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerFailedException(RuntimeException cause) {
      super(cause);
    }
  }

  Cancellation cancellation() {
    return cancellation;
  }

  void tell(ReplyEvent event) {
    try {
      listener.heard(event);
    } catch (RuntimeException e) {
      throw new ListenerFailedException(e);
    }
  }

  void make(ReplyRun run) {
    try {
      reply.complete(run.reply());
    } catch (ListenerFailedException e) {
      reply.completeExceptionally(
          new IllegalStateException(
              "The reply ended because its listener failed (" + e.getCause() + "): ask again.",
              e.getCause()));
    } catch (IOException | IllegalStateException e) {
      reply.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      LOG.error("A reply could not be made", e);
      reply.completeExceptionally(
          new IllegalStateException(
              "The reply could not be made (" + e + "): ask again, and look into the log.", e));
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void cancel() {
    cancellation.cancel();
  }

  @Override
  public Reply result() throws IOException, InterruptedException {
    try {
      return reply.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }
}
