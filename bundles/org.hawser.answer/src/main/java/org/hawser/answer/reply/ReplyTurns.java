package org.hawser.answer.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.hawser.api.assistant.OverloadedException;

/// Lets so many replies be written at once and so many wait, in the order they came. Safe from any
/// thread.
final class ReplyTurns {
  private final int atOnce;
  private final int mostWaiting;
  private final List<Object> waiting = new ArrayList<>();
  private int admitted;
  private int writing;

  ReplyTurns(int atOnce, int mostWaiting) {
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /// Takes one more reply; each one taken is given back with [#leave()].
  ///
  /// @throws OverloadedException when too many are there
  synchronized void admit() {
    if (admitted >= atOnce + mostWaiting) {
      int position = admitted - atOnce + 1;
      throw new OverloadedException(
          position,
          atOnce
              + " replies are being made and "
              + mostWaiting
              + " wait, this one would be number "
              + position
              + " of those waiting: ask again in a moment.");
    }
    admitted++;
  }

  synchronized void leave() {
    admitted--;
  }

  /// Waits until a model may be used; then [#end()] must follow.
  ///
  /// @param told hears the place in the queue, from 1, whenever it changes
  /// @return false when it was cancelled first
  boolean begin(IntConsumer told, BooleanSupplier cancelled) throws InterruptedException {
    Object place = new Object();
    synchronized (this) {
      waiting.add(place);
    }
    int last = 0;
    while (true) {
      int position;
      synchronized (this) {
        position = nextPosition(place, last, cancelled);
      }
      if (position <= 0) {
        return position == 0;
      }
      last = position;
      told.accept(position);
    }
  }

  /// @return 0 when it is its turn, -1 when cancelled, else the place that has changed
  private int nextPosition(Object place, int last, BooleanSupplier cancelled)
      throws InterruptedException {
    boolean kept = false;
    try {
      while (true) {
        int position = waiting.indexOf(place) + 1;
        if (cancelled.getAsBoolean()) {
          return -1;
        }
        if (position == 1 && writing < atOnce) {
          writing++;
          return 0;
        }
        if (position != last) {
          kept = true;
          return position;
        }
        wait();
      }
    } finally {
      if (!kept) {
        waiting.remove(place);
        notifyAll();
      }
    }
  }

  synchronized void end() {
    writing--;
    notifyAll();
  }

  /// Lets those waiting see whether they were cancelled.
  synchronized void wake() {
    notifyAll();
  }
}
