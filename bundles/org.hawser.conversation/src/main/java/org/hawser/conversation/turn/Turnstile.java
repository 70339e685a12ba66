package org.hawser.conversation.turn;

import java.util.concurrent.locks.ReentrantLock;

/// Lets one thread through at a time; the same thread may pass again on the inside.
final class Turnstile {
  private final ReentrantLock lock = new ReentrantLock();

  /// What is done inside.
  @FunctionalInterface
  interface Action<T, E extends Exception> {
    T run() throws E;
  }

  <T, E extends Exception> T pass(Action<T, E> action) throws E {
    lock.lock();
    try {
      return action.run();
    } finally {
      lock.unlock();
    }
  }
}
