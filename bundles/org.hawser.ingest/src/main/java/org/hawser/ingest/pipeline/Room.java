package org.hawser.ingest.pipeline;

import java.util.concurrent.Semaphore;

/// Bounds the text in memory, from before a document is cut until it is written.
final class Room {
  static final int CHARACTERS = 20_000_000;

  private final Semaphore free = new Semaphore(CHARACTERS, true);

  /// Waits until there is room; a text longer than all of it is processed alone.
  void take(String text) throws InterruptedException {
    free.acquire(Math.min(text.length(), CHARACTERS));
  }

  void giveBack(String text) {
    free.release(Math.min(text.length(), CHARACTERS));
  }
}
