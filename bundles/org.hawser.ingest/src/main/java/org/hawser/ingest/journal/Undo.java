package org.hawser.ingest.journal;

import java.util.ArrayDeque;
import java.util.Deque;

/// What the running operation changed, so that one that fails half-way leaves nothing behind for
/// the commit it shares with others.
final class Undo {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  /// An operation begins; what was changed before stays.
  void begin() {
    steps.clear();
  }

  void record(Runnable step) {
    steps.push(step);
  }

  /// Takes back what was changed since the operation began, the last change first.
  void rollBack() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }
}
