package org.hawser.kernels.onednn;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Lets calls pass until it is closed, and lets the closer free native memory only when the last
/// call is out. A native handle carries no life time of its own: a late call would crash the JVM.
final class Gate {
  private final String what;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /// @param what subject of the sentence that late callers get
  Gate(String what) {
    this.what = what;
  }

  /// @throws IllegalStateException when closed; then [#leave] must not be called
  void enter() {
    if (!tryEnter()) {
      throw new IllegalStateException(what);
    }
  }

  /// @return false when closed; then [#leave] must not be called
  boolean tryEnter() {
    if (closed) {
      return false;
    }
    lock.readLock().lock();
    if (closed) {
      lock.readLock().unlock();
      return false;
    }
    return true;
  }

  void leave() {
    lock.readLock().unlock();
  }

  /// @throws IllegalStateException when closed
  void check() {
    if (closed) {
      throw new IllegalStateException(what);
    }
  }

  /// Turns new calls away, waits for those inside, then runs `free`; the second time does nothing.
  void close(Runnable free) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
