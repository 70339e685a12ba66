package org.hawser.inference.core.bert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that encode sequences, each a whole one alone: there is nothing to wait for inside a
/// forward pass. Calls take turns sequence by sequence, so a question never waits for a long batch.
final class EncoderWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EncoderWorkers.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Call> calls = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private int running;
  private IllegalStateException broken;
  private boolean closed;

  /// What a thread does with a sequence. Made, used and closed on that thread.
  interface Worker extends AutoCloseable {
    float[] encode(int[] sequence);

    /// Called when there is nothing to do.
    void idle();

    @Override
    void close();
  }

  EncoderWorkers(int count, Supplier<Worker> workers) {
    running = count;
    for (int i = 0; i < count; i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("hawser-encoder-" + i)
              .start(() -> workUntilClosed(workers)));
    }
  }

  /// Encodes sequences; the calling thread waits.
  float[][] run(List<int[]> sequences) {
    Call call = new Call(sequences, lock.newCondition());
    lock.lock();
    try {
      requireOpen();
      if (!call.isDone()) {
        calls.add(call);
        work.signalAll();
      }
      while (!call.isDone()) {
        call.done.await();
      }
      return call.results();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Encoding was interrupted.", e);
    } finally {
      calls.remove(call);
      lock.unlock();
    }
  }

  /// Lets idle threads look around.
  void wake() {
    lock.lock();
    try {
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void workUntilClosed(Supplier<Worker> workers) {
    try (Worker worker = workers.get()) {
      for (Task task = next(worker); task != null; task = next(worker)) {
        encode(worker, task);
      }
    } catch (Throwable e) {
      threadGone(e);
      LOG.error("An encoder thread ended: restart Hawser to have all of them again.", e);
    }
  }

  /// Whatever happens the task ends, because its caller waits for it.
  private void encode(Worker worker, Task task) {
    RuntimeException failure = null;
    float[] vector = null;
    try {
      vector = worker.encode(task.call().sequence(task.index()));
    } catch (RuntimeException e) {
      failure = e;
    } catch (Throwable e) {
      failure =
          new IllegalStateException(
              "A text could not be encoded (" + e + "): check memory and bundles, then restart.",
              e);
    }
    finish(task, vector, failure);
  }

  /// With the last thread nobody is left to serve the callers.
  private void threadGone(Throwable cause) {
    lock.lock();
    try {
      running--;
      if (running == 0 && !closed) {
        broken =
            new IllegalStateException(
                "No encoder thread is left (" + cause + "): check the log, then restart.", cause);
        calls.forEach(call -> call.abort(broken));
      }
    } finally {
      lock.unlock();
    }
  }

  private void finish(Task task, float[] vector, RuntimeException failure) {
    lock.lock();
    try {
      task.call().finish(task.index(), vector, failure);
    } finally {
      lock.unlock();
    }
  }

  private record Task(Call call, int index) {}

  /// The next sequence, or null when closed.
  private Task next(Worker worker) {
    lock.lock();
    try {
      while (!closed && calls.isEmpty()) {
        worker.idle();
        work.awaitUninterruptibly();
      }
      if (closed) {
        return null;
      }
      Call call = calls.element();
      Task task = new Task(call, call.next());
      calls.remove();
      if (call.advance()) {
        calls.add(call);
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The encoder has stopped: get the service anew.");
    }
    if (broken != null) {
      throw new IllegalStateException(broken.getMessage(), broken);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      IllegalStateException stopped =
          new IllegalStateException("The encoder stopped while it had texts to encode.");
      calls.forEach(call -> call.abort(stopped));
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Sequences of one caller; guarded by the lock.
  private static final class Call {
    private final List<int[]> sequences;
    private final List<Integer> longestFirst;
    private final float[][] vectors;
    private final Condition done;
    private int taken;
    private int finished;
    private RuntimeException failure;

    Call(List<int[]> sequences, Condition done) {
      this.sequences = sequences;
      this.done = done;
      this.vectors = new float[sequences.size()][];
      this.longestFirst = new ArrayList<>(sequences.size());
      for (int i = 0; i < vectors.length; i++) {
        longestFirst.add(i);
      }
      longestFirst.sort(
          (a, b) -> Integer.compare(sequences.get(b).length, sequences.get(a).length));
    }

    int[] sequence(int index) {
      return sequences.get(index);
    }

    int next() {
      return longestFirst.get(taken);
    }

    /// Counts the next one as taken.
    ///
    /// @return whether there is another
    boolean advance() {
      taken++;
      return failure == null && taken < vectors.length;
    }

    void finish(int index, float[] vector, RuntimeException problem) {
      vectors[index] = vector;
      finished++;
      if (problem != null) {
        abort(problem);
      } else if (isDone()) {
        done.signalAll();
      }
    }

    void abort(RuntimeException problem) {
      failure = problem;
      done.signalAll();
    }

    boolean isDone() {
      return failure != null || finished == vectors.length;
    }

    float[][] results() {
      if (failure != null) {
        throw new IllegalStateException(failure.getMessage(), failure);
      }
      return vectors;
    }
  }
}
