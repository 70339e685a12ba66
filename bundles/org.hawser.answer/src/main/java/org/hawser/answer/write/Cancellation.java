package org.hawser.answer.write;

/// Whether a reply shall end, and what to do to whatever it waits for. Safe from any thread.
public final class Cancellation {
  private static final Runnable NOTHING = () -> {};

  private volatile boolean cancelled;
  private Runnable action = NOTHING;

  /// Something that can be waited for.
  public interface Wait<T, E extends Exception> {
    T get() throws E, InterruptedException;
  }

  /// Ends the reply soon.
  public synchronized void cancel() {
    cancelled = true;
    action.run();
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /// @throws InterruptedException when the reply shall end
  public void check() throws InterruptedException {
    if (isCancelled()) {
      throw new InterruptedException();
    }
  }

  /// Waits for something that ends early when the reply shall end.
  ///
  /// @param onCancel ends the waiting, from any thread
  public <T, E extends Exception> T during(Runnable onCancel, Wait<T, E> wait)
      throws E, InterruptedException {
    synchronized (this) {
      action = onCancel;
      if (cancelled) {
        onCancel.run();
      }
    }
    try {
      return wait.get();
    } finally {
      synchronized (this) {
        action = NOTHING;
      }
    }
  }

  /// As [#during] for work that ends early when its thread is interrupted; the thread is not
  /// interrupted any more afterwards.
  public <T, E extends Exception> T interrupting(Wait<T, E> wait) throws E, InterruptedException {
    Thread thread = Thread.currentThread();
    try {
      return during(thread::interrupt, wait);
    } finally {
      synchronized (this) {
        Thread.interrupted();
      }
    }
  }
}
