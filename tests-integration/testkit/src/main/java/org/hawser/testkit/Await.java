package org.hawser.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;

/// Waits for what happens on another thread.
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Await() {}

  /// Returns when `condition` is true; the test fails when it never is.
  public static void until(String description, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          Assertions.fail("Never happened: " + description);
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Assertions.fail("Interrupted while waiting: " + description, e);
    } catch (Exception e) {
      Assertions.fail("Failed while waiting: " + description, e);
    }
  }
}
