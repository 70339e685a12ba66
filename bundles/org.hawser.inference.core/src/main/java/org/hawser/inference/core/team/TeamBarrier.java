package org.hawser.inference.core.team;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/// Where the workers of a job wait for each other: a short spin, then sleep. Allocates nothing.
final class TeamBarrier {
  /// About 50 microseconds: longer than steps of equal size differ, shorter than anyone notices.
  private static final int SPINS = 1500;

  private final Thread[] threads;
  private final int spins;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger claimed = new AtomicInteger();
  private final AtomicIntegerArray asleep;
  private volatile int round;
  private volatile boolean broken;

  /// @param threads filled by the caller before the first wait
  TeamBarrier(Thread[] threads) {
    this.threads = threads;
    this.asleep = new AtomicIntegerArray(threads.length);
    // More workers than processors only take the processor from whom they wait for.
    this.spins = threads.length <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
  }

  /// Waits until all workers are here.
  ///
  /// @throws BrokenStepException when one of them has failed
  void await(int worker) {
    int current = round;
    if (broken) {
      throw new BrokenStepException();
    }
    if (arrived.incrementAndGet() == threads.length) {
      arrived.set(0);
      claimed.set(0);
      round = current + 1;
      wake();
      return;
    }
    for (int i = 0; i < spins && round == current && !broken; i++) {
      Thread.onSpinWait();
    }
    while (round == current && !broken) {
      sleep(worker, current);
    }
    if (round == current) {
      throw new BrokenStepException();
    }
  }

  private void sleep(int worker, int current) {
    asleep.set(worker, 1);
    if (round == current && !broken) {
      LockSupport.park(this);
    }
    asleep.set(worker, 0);
  }

  /// The next number of this step: 0, 1, 2 and so on, each given once.
  int claim() {
    return claimed.getAndIncrement();
  }

  /// Lets everyone go who waits or will wait.
  void breakUp() {
    broken = true;
    wake();
  }

  /// Makes it as new; nobody may be waiting.
  void reset() {
    arrived.set(0);
    claimed.set(0);
    broken = false;
  }

  private void wake() {
    for (int i = 0; i < threads.length; i++) {
      if (asleep.get(i) != 0) {
        LockSupport.unpark(threads[i]);
      }
    }
  }

  /// Another worker of the same job failed; its exception is the one that counts.
  static final class BrokenStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenStepException() {
      super("Another worker of the job failed.", null, false, false);
    }
  }
}
