package org.hawser.ingest.pipeline;

/// Wakes the threads that wait for something to do.
public final class Doorbell {
  private long rings;

  public synchronized void ring() {
    rings++;
    notifyAll();
  }

  /// The number of rings so far, to be given to [#await].
  public synchronized long heard() {
    return rings;
  }

  /// Waits for a ring after `heard`, `millis` at most.
  public synchronized void await(long heard, long millis) throws InterruptedException {
    if (rings == heard) {
      wait(millis);
    }
  }
}
