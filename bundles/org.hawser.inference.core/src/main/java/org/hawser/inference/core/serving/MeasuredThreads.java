package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ObjIntConsumer;
import org.hawser.inference.api.kernels.Kernels;

/// A thread per processor that runs the same work at the same time, measured.
final class MeasuredThreads implements AutoCloseable {
  private static final int ROUNDS = 12;
  /// So long it may take the compiler to make a loop faster once more.
  private static final long CALM_NANOS = 1_000_000_000;
  private static final long MOST_NANOS = 12_000_000_000L;
  private static final double BETTER = .97;
  private static final int STEP = 64;

  private final List<ExecutorService> executors = new ArrayList<>();
  private final List<KernelThread> threads = new ArrayList<>();

  MeasuredThreads(Kernels kernels) {
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      ExecutorService executor = Executors.newSingleThreadExecutor();
      executors.add(executor);
      threads.add(result(executor.submit(() -> new KernelThread(kernels))));
    }
  }

  int count() {
    return threads.size();
  }

  /// Seconds of the best of some rounds: other work on the machine only ever adds. It goes on
  /// until rounds have not become faster for a while, as they do while code is still being
  /// compiled.
  double best(ObjIntConsumer<KernelThread> work) {
    long begin = System.nanoTime();
    long best = Long.MAX_VALUE;
    long improved = begin;
    for (int i = 0; i < ROUNDS || !isCalm(begin, improved); i++) {
      long nanos = round(work);
      if (nanos < best * BETTER) {
        improved = System.nanoTime();
      }
      best = Math.min(best, nanos);
    }
    return best * 1e-9;
  }

  private static boolean isCalm(long begin, long improved) {
    long now = System.nanoTime();
    return now - improved > CALM_NANOS || now - begin > MOST_NANOS;
  }

  private long round(ObjIntConsumer<KernelThread> work) {
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int worker = 0; worker < count(); worker++) {
      int own = worker;
      running.add(executors.get(worker).submit(() -> work.accept(threads.get(own), own)));
    }
    running.forEach(MeasuredThreads::result);
    return System.nanoTime() - start;
  }

  /// Reads a worker's part of the memory. The sum stands where the part begins, so that the
  /// reading cannot be left out; it is zero or not, which does not matter.
  void read(MemorySegment memory, int worker) {
    long part = memory.byteSize() / count() / STEP * STEP;
    long from = part * worker;
    memory.set(ValueLayout.JAVA_LONG, from, sum(memory.asSlice(from, part)));
  }

  private static long sum(MemorySegment memory) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (long at = 0; at < memory.byteSize(); at += STEP) {
      a += memory.get(ValueLayout.JAVA_LONG, at) + memory.get(ValueLayout.JAVA_LONG, at + 8);
      b += memory.get(ValueLayout.JAVA_LONG, at + 16) + memory.get(ValueLayout.JAVA_LONG, at + 24);
      c += memory.get(ValueLayout.JAVA_LONG, at + 32) + memory.get(ValueLayout.JAVA_LONG, at + 40);
      d += memory.get(ValueLayout.JAVA_LONG, at + 48) + memory.get(ValueLayout.JAVA_LONG, at + 56);
    }
    return a + b + c + d;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A product failed: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    for (int worker = 0; worker < count(); worker++) {
      int own = worker;
      result(executors.get(worker).submit(() -> threads.get(own).close()));
      executors.get(worker).close();
    }
  }
}
