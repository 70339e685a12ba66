package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// Waits until this process is idle, so that merges in the background are not measured.
public final class IdleProcess {
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int SHARE = 10;

  private IdleProcess() {}

  /// Waits until it uses less than a tenth of a core.
  ///
  /// @return seconds that took
  public static double await() throws IOException {
    long start = System.nanoTime();
    try {
      Duration before = cpu();
      Duration used = WINDOW;
      while (used.multipliedBy(SHARE).compareTo(WINDOW) > 0) {
        Thread.sleep(WINDOW);
        Duration now = cpu();
        used = now.minus(before);
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The benchmark was stopped");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
