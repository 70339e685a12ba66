package org.hawser.inference.core.scheduling;

import java.util.Arrays;

/// Tokens one sequence waits to have appended. Composed and computed by the scheduler's thread,
/// awaited by the thread that asked.
final class Append<S> {
  private final S sequence;
  private final int position;
  private final boolean truncates;
  private final int[] ids;
  private final float[][] logits;
  private int done;
  private boolean over;
  private Throwable failure;
  private volatile boolean cancelled;

  /// @param position tokens the sequence has before
  /// @param truncates whether it has more now, which are given up
  /// @param logits receives the logits behind the last tokens
  Append(S sequence, int position, boolean truncates, int[] ids, float[][] logits) {
    this.sequence = sequence;
    this.position = position;
    this.truncates = truncates;
    this.ids = ids;
    this.logits = logits;
  }

  S sequence() {
    return sequence;
  }

  int position() {
    return position;
  }

  boolean truncatesFirst() {
    return truncates && done == 0;
  }

  /// Tokens still to be computed.
  int left() {
    return ids.length - done;
  }

  boolean hasBegun() {
    return done > 0;
  }

  /// The next tokens, at most so many.
  Rows<S> next(int most) {
    int to = Math.min(ids.length, done + most);
    int unwanted = ids.length - logits.length;
    int firstWanted = Math.clamp(done - unwanted, 0, logits.length);
    int endWanted = Math.max(to - unwanted, firstWanted);
    return new Rows<>(sequence, ids, done, to, Arrays.copyOfRange(logits, firstWanted, endWanted));
  }

  /// @return whether all tokens are computed
  boolean computed(Rows<S> rows) {
    done = rows.to();
    return done == ids.length;
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized void complete() {
    over = true;
    notifyAll();
  }

  /// Does nothing when it is over.
  synchronized void fail(Throwable cause) {
    if (!over) {
      failure = cause;
      complete();
    }
  }

  /// Waits until it is computed; an interrupt is kept for the caller. What made it fail is thrown
  /// as it is.
  float[][] await() {
    boolean interrupted = false;
    synchronized (this) {
      while (!over) {
        try {
          wait();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure) {
      case null -> {
        return logits;
      }
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
