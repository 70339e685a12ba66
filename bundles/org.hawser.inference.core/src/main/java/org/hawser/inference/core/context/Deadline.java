package org.hawser.inference.core.context;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls into a strategy on a thread of their own, so that one that throws or never returns
/// costs its caller a sentence. A call that is out of time is interrupted; until its thread
/// ends, the strategy is not called again.
///
/// @param limit how long a call may take
record Deadline(Duration limit) {
  private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

  /// Runs a call.
  ///
  /// @throws StrategyRefusedException when the strategy refuses, fails or is out of time
  <T> T call(InstalledStrategy strategy, Callable<T> work) {
    if (strategy.isStuck()) {
      throw new StrategyRefusedException(
          "The strategy "
              + strategy
              + " still has not finished an earlier call: update or remove"
              + " its bundle, or choose another strategy.");
    }
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().name("hawser-strategy-" + strategy).start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw refusal(strategy, e.getCause());
    } catch (TimeoutException _) {
      strategy.stuckIn(thread);
      thread.interrupt();
      LOG.warn("Strategy {} of {} ran out of time", strategy, strategy.provider());
      throw new StrategyRefusedException(
          "The strategy "
              + strategy
              + " took longer than "
              + limit.toMillis()
              + " ms and was given up: update or remove its bundle, or choose another strategy.");
    } catch (InterruptedException _) {
      strategy.stuckIn(thread);
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new StrategyRefusedException("Planning was interrupted: ask again.");
    }
  }

  private static StrategyRefusedException refusal(InstalledStrategy strategy, Throwable cause) {
    if (cause instanceof StrategyRefusedException refused) {
      return refused;
    }
    LOG.warn("Strategy {} of {} failed", strategy, strategy.provider(), cause);
    String what =
        cause instanceof LinkageError
            ? " does not fit this version of Hawser: install one built for it"
            : " failed (" + cause.getClass().getSimpleName() + "): update or remove its bundle";
    return new StrategyRefusedException(
        "The strategy " + strategy + what + ", or choose another strategy.");
  }
}
