package org.hawser.benchmarks.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How fast this machine reads memory: all processors sum up a block far larger than the caches.
final class ReadBandwidth {
  private static final long BYTES = 1L << 30;
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;
  private static final int LINE = 64;

  private ReadBandwidth() {}

  /// Gigabytes (10^9 bytes) per second, the best of several rounds.
  static double gigabytesPerSecond() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads);
        Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(BYTES, 64);
      memory.fill((byte) 1);
      long share = BYTES / threads / LINE * LINE;
      List<Callable<Long>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        MemorySegment part = memory.asSlice(i * share, share);
        parts.add(() -> sum(part));
      }
      double best = 0;
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        long start = System.nanoTime();
        require(pool.invokeAll(parts));
        best = Math.max(best, (double) share * threads / (System.nanoTime() - start));
      }
      return best;
    }
  }

  private static void require(List<Future<Long>> sums) throws InterruptedException {
    try {
      for (Future<Long> sum : sums) {
        if (sum.get() == 0) {
          throw new IllegalStateException("The memory was not read.");
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Memory cannot be read", e);
    }
  }

  /// Four sums, as additions to a single one would wait for each other longer than for memory.
  private static long sum(MemorySegment memory) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (long at = 0; at <= memory.byteSize() - LINE; at += LINE) {
      a += memory.get(ValueLayout.JAVA_LONG, at) + memory.get(ValueLayout.JAVA_LONG, at + 8);
      b += memory.get(ValueLayout.JAVA_LONG, at + 16) + memory.get(ValueLayout.JAVA_LONG, at + 24);
      c += memory.get(ValueLayout.JAVA_LONG, at + 32) + memory.get(ValueLayout.JAVA_LONG, at + 40);
      d += memory.get(ValueLayout.JAVA_LONG, at + 48) + memory.get(ValueLayout.JAVA_LONG, at + 56);
    }
    return a + b + c + d;
  }
}
