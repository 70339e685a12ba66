package org.hawser.inference.core.scheduling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.core.scheduling.StepComposer.Part;

/// Computes what many sequences want appended, together, on one thread of its own: continuous
/// batching. Sequences join and leave at any step. Safe from any thread.
///
/// After a step it waits a moment for the answers of that step to ask for their next token, so that
/// they stay together; otherwise they would drift apart into steps of one row each.
public final class Scheduler<S> implements AutoCloseable {
  /// Share of a step's time that its answers are waited for.
  private static final int PATIENCE = 4;

  private static final long MOST_PATIENCE_NANOS = 5_000_000;

  private final StepRunner<S> runner;
  private final StepLimits limits;
  private final StepComposer<S> waiting;
  private final Set<S> expected = new HashSet<>();
  private final Thread thread;
  private long patience;
  private boolean closed;

  /// @param name of the thread
  public Scheduler(StepRunner<S> runner, StepLimits limits, String name) {
    this.runner = runner;
    this.limits = limits;
    this.waiting = new StepComposer<>(limits);
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::work);
    thread.start();
  }

  /// Takes an append in.
  ///
  /// @throws GenerationRefusedException when too many are waiting
  /// @throws IllegalStateException when the scheduler is closed
  synchronized void submit(Append<S> append) {
    if (closed) {
      throw unloaded();
    }
    if (waiting.size() >= limits.mostWaiting()) {
      throw GenerationRefusedException.busy(
          "The model has "
              + waiting.size()
              + " sequences waiting, as many as it takes: try again in a moment.");
    }
    waiting.add(append);
    expected.remove(append.sequence());
    notifyAll();
  }

  /// Has the scheduler notice an append that was cancelled.
  synchronized void wake() {
    notifyAll();
  }

  /// A sequence that will ask for nothing soon.
  synchronized void forget(S sequence) {
    expected.remove(sequence);
    notifyAll();
  }

  private void work() {
    try {
      List<Part<S>> step = next();
      while (step != null) {
        computeAndFinish(step);
        step = next();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  /// Whatever happens, nobody waits for a step for ever.
  private void computeAndFinish(List<Part<S>> step) {
    long began = System.nanoTime();
    try {
      compute(step);
      finish(step, System.nanoTime() - began);
    } catch (RuntimeException | Error e) {
      step.forEach(part -> part.append().fail(e));
      throw e;
    }
  }

  private synchronized void end() {
    closed = true;
    waiting.clear().forEach(append -> append.fail(unloaded()));
  }

  /// Waits for something to do.
  ///
  /// @return null when closed
  private synchronized List<Part<S>> next() throws InterruptedException {
    long deadline = System.nanoTime() + patience;
    while (!closed) {
      waiting.cancelled().forEach(this::cancelled);
      long left = expected.isEmpty() ? 0 : deadline - System.nanoTime();
      if (waiting.isEmpty()) {
        wait();
      } else if (left > 0) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } else {
        return waiting.next(!expected.isEmpty());
      }
    }
    return null;
  }

  private void cancelled(Append<S> append) {
    giveUp(append, new CancellationException("The generation was cancelled."));
  }

  private void compute(List<Part<S>> step) {
    try {
      run(step);
    } catch (RuntimeException | Error e) {
      if (step.size() == 1) {
        giveUp(step.getFirst().append(), e);
        return;
      }
      // One sequence's fault must not end the others: each shows for itself.
      step.forEach(part -> compute(List.of(part)));
    }
  }

  private void run(List<Part<S>> step) {
    List<Rows<S>> rows = new ArrayList<>(step.size());
    for (Part<S> part : step) {
      if (part.append().truncatesFirst()) {
        runner.truncate(part.append().sequence(), part.append().position());
      }
      rows.add(part.rows());
    }
    runner.run(rows, () -> step.stream().allMatch(part -> part.append().isCancelled()));
    step.forEach(part -> part.append().computed(part.rows()));
  }

  /// Ends an append; its sequence is as it was before.
  private void giveUp(Append<S> append, Throwable cause) {
    try {
      if (append.hasBegun()) {
        runner.truncate(append.sequence(), append.position());
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
    append.fail(cause);
  }

  private synchronized void finish(List<Part<S>> step, long nanos) {
    expected.clear();
    patience = Math.min(MOST_PATIENCE_NANOS, nanos / PATIENCE);
    for (Part<S> part : step) {
      Append<S> append = part.append();
      if (append.isOver()) {
        continue;
      }
      if (append.left() > 0) {
        waiting.later(append);
      } else {
        expected.add(append.sequence());
        append.complete();
      }
    }
  }

  private static IllegalStateException unloaded() {
    return new IllegalStateException("The model has been unloaded: load it again.");
  }

  /// Ends after the running step; what waits fails.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
