package org.hawser.inference.core.generation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;

/// One answer from being asked to being there.
final class AnswerRun implements Generation {
  private final CompletableFuture<GenerationResult> done = new CompletableFuture<>();
  private final Runnable woken;
  private boolean cancelled;
  private GenerationSession session;

  /// @param woken run when the answer is cancelled
  AnswerRun(Runnable woken) {
    this.woken = woken;
  }

  @Override
  public void cancel() {
    synchronized (this) {
      cancelled = true;
      if (session != null) {
        session.cancel();
      }
    }
    woken.run();
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /// The session whose running step ends when the answer is cancelled; null for none.
  synchronized void use(GenerationSession used) {
    session = used;
    if (cancelled && used != null) {
      used.cancel();
    }
  }

  void complete(GenerationResult result) {
    done.complete(result);
  }

  void fail(Throwable cause) {
    done.completeExceptionally(cause);
  }

  @Override
  public GenerationResult result() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case GenerationRefusedException e -> e;
      case IllegalStateException e -> e;
      default -> new IllegalStateException(cause.getMessage(), cause);
    };
  }
}
