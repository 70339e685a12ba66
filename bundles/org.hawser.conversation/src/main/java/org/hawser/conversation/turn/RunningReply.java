package org.hawser.conversation.turn;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;

/// A reply of a conversation; complete once it is on disk.
final class RunningReply implements PendingReply {
  private final PendingReply pending;
  private final CompletableFuture<Reply> kept = new CompletableFuture<>();

  RunningReply(PendingReply pending) {
    this.pending = pending;
  }

  @Override
  public String id() {
    return pending.id();
  }

  @Override
  public void cancel() {
    pending.cancel();
  }

  @Override
  public Reply result() throws IOException, InterruptedException {
    try {
      return kept.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException("The reply failed: ask again.", e.getCause());
      }
    }
  }

  Reply awaitPending() throws IOException, InterruptedException {
    return pending.result();
  }

  void complete(Reply reply) {
    kept.complete(reply);
  }

  void fail(Exception failure) {
    kept.completeExceptionally(failure);
  }

  /// Waits until it is over, whichever way.
  ///
  /// @return whether it is
  boolean awaitEnd(long millis) throws InterruptedException {
    try {
      kept.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
