package org.hawser.inference.core.team;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.hawser.inference.core.team.TeamBarrier.BrokenStepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that do one job at a time, all of them together, step by step. Jobs of several callers
/// take turns. A team without a job sleeps.
public final class WorkerTeam implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTeam.class);

  /// Between two jobs of a sequence being generated a worker does not go to sleep at once.
  private static final int SPINS = 1000;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Thread[] threads;
  private final TeamBarrier barrier;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicInteger working = new AtomicInteger();
  private Job job;
  private Thread caller;
  private volatile int jobs;
  private volatile boolean closed;

  /// What every worker does.
  @FunctionalInterface
  public interface Job {
    /// Called once per worker, on its own thread, always the same. What one throws ends the job of
    /// all: the others leave their next [Worker#await()].
    void run(Worker worker);
  }

  /// @param size workers, at least 1
  /// @param name first part of the threads' names
  public WorkerTeam(int size, String name) {
    if (size < 1) {
      throw new IllegalArgumentException("A team has at least one worker, not " + size);
    }
    threads = new Thread[size];
    barrier = new TeamBarrier(threads);
    for (int i = 0; i < size; i++) {
      Worker worker = new Worker(i);
      threads[i] = Thread.ofPlatform().daemon().name(name + "-" + i).unstarted(worker::live);
    }
    for (Thread thread : threads) {
      thread.start();
    }
  }

  public int size() {
    return threads.length;
  }

  /// Has all workers do a job. The calling thread waits, also when it is interrupted.
  ///
  /// @throws IllegalStateException when the team is closed, or one of its workers calls
  public void run(Job next) {
    for (Thread thread : threads) {
      if (thread == Thread.currentThread()) {
        throw new IllegalStateException("A worker cannot start a job of its own team.");
      }
    }
    turn.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The workers have stopped: get the model anew.");
      }
      start(next);
      awaitEnd();
      Throwable thrown = failure.getAndSet(null);
      if (thrown != null) {
        rethrow(thrown);
      }
    } finally {
      turn.unlock();
    }
  }

  private void start(Job next) {
    job = next;
    caller = Thread.currentThread();
    barrier.reset();
    working.set(threads.length);
    jobs++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (working.get() > 0) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    job = null;
    caller = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(Throwable thrown) {
    switch (thrown) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /// Ends the threads once a running job is done. Closing twice does nothing.
  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      for (Thread thread : threads) {
        LockSupport.unpark(thread);
      }
    } finally {
      turn.unlock();
    }
  }

  /// One of the team, as its job sees it.
  public final class Worker {
    private final int index;

    private Worker(int index) {
      this.index = index;
    }

    /// 0 to [#count()] - 1; always the same for one thread.
    public int index() {
      return index;
    }

    public int count() {
      return threads.length;
    }

    /// Waits until all workers have come here: what each wrote before, all read afterwards. Either
    /// all workers of a job call it, or none.
    public void await() {
      barrier.await(index);
    }

    /// Gives each number from 0 on to one worker of the current step, for tasks of unequal size. A
    /// step ends at [#await()], and the numbers begin anew.
    public int claim() {
      return barrier.claim();
    }

    /// First of this worker's share when things are dealt out evenly, in whole steps. Its share
    /// ends where that of the next begins.
    ///
    /// @param total how many things
    /// @param step things that stay together
    public int from(int total, int step) {
      return share(index, total, step);
    }

    /// Behind the last of this worker's share.
    public int to(int total, int step) {
      return share(index + 1, total, step);
    }

    private int share(int before, int total, int step) {
      long steps = (total + (long) step - 1) / step;
      return (int) Math.min(total, steps * before / threads.length * step);
    }

    private void live() {
      int seen = 0;
      while (awaitJob(seen)) {
        seen++;
        work();
        if (working.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    private boolean awaitJob(int seen) {
      for (int i = 0; i < SPINS && jobs == seen && !closed; i++) {
        Thread.onSpinWait();
      }
      while (jobs == seen && !closed) {
        LockSupport.park(WorkerTeam.this);
      }
      return jobs != seen;
    }

    private void work() {
      try {
        job.run(this);
      } catch (BrokenStepException e) {
        LOG.debug("Worker {} stopped because another failed", index, e);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
        barrier.breakUp();
      }
    }
  }
}
