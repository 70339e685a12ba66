package org.hawser.inference.core.generation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.hawser.inference.api.model.GenerationRefusedException;

/// Lets so many answers run at once and so many more wait, first come, first served. Safe from any
/// thread.
final class Turns {
  private final GenerationLimits limits;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private int running;

  Turns(GenerationLimits limits) {
    this.limits = limits;
  }

  /// Takes a place in the queue.
  ///
  /// @throws GenerationRefusedException when it is full
  synchronized Object enter() {
    int ahead = running + waiting.size();
    if (ahead >= limits.running() + limits.waiting()) {
      throw GenerationRefusedException.busy(
          "The model is making "
              + running
              + " answers and "
              + waiting.size()
              + " more are waiting: ask again in a moment.");
    }
    Object place = new Object();
    waiting.addLast(place);
    return place;
  }

  /// Waits for one's turn.
  ///
  /// @return whether it came before the answer was cancelled; then [#leave] must follow
  synchronized boolean await(Object place, BooleanSupplier cancelled) throws InterruptedException {
    while (!cancelled.getAsBoolean()) {
      if (running < limits.running() && waiting.peekFirst() == place) {
        waiting.removeFirst();
        running++;
        notifyAll();
        return true;
      }
      wait();
    }
    waiting.remove(place);
    notifyAll();
    return false;
  }

  synchronized void leave() {
    running--;
    notifyAll();
  }

  /// Answers being made.
  synchronized int running() {
    return running;
  }

  /// Has those waiting look whether they were cancelled.
  synchronized void wake() {
    notifyAll();
  }
}
