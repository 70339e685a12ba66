package org.hawser.kernels.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.junit.jupiter.api.Test;

/// Prints the tables of the README. Not run by the build (its name does not end in Test); the
/// README has the command.
class KernelBenchmark {
  private static final long NANOS_PER_CELL = 200_000_000;
  private static final int[] ROWS = {1, 16, 127, 128, 512, 1024};
  private static final int[][] SHAPES = {{384, 384}, {1536, 384}, {384, 1536}, {5632, 2048}};
  private static final int HEADS = 12;
  private static final int TOKENS = 128;
  private static final int HEAD = 32;
  private static final int HIDDEN = HEADS * HEAD;
  private static final int INTERMEDIATE = 4 * HIDDEN;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment source = arena.allocate(64L << 20, 64);

  @Test
  void measure() throws Exception {
    try (OneDnnKernels kernels = TestLibrary.kernels(OneDnnKernels.DEFAULT_KERNELS)) {
      products(kernels);
      postOps(kernels);
      attention(kernels);
      encoderLayer(kernels);
      callOverhead(kernels);
      kernels.report().implementations().forEach((k, v) -> print("| %s | %s |", k, v));
      kernels.report().warnings().forEach(w -> print("WARNING %s", w));
    }
  }

  private void products(OneDnnKernels kernels) {
    print("| type, threads | N x K | m=1 | m=16 | m=127 | m=128 | m=512 | m=1024 |");
    for (MatmulType type : MatmulType.values()) {
      for (int[] shape : SHAPES) {
        PackedMatrix packed = pack(kernels, type, shape[0], shape[1]);
        for (int threads = 1; threads <= 2; threads++) {
          StringBuilder line = new StringBuilder();
          try (KernelStream stream = kernels.openStream(threads)) {
            for (int m : ROWS) {
              line.append(rate(kernels, stream, packed, m, PostOp.NONE)).append(" | ");
            }
          }
          print("| %s, %d | %d x %d | %s", type, threads, shape[0], shape[1], line);
        }
        packed.close();
      }
    }
  }

  private void postOps(OneDnnKernels kernels) {
    for (MatmulType type : MatmulType.values()) {
      PackedMatrix packed = pack(kernels, type, INTERMEDIATE, HIDDEN);
      try (KernelStream stream = kernels.openStream(1)) {
        for (PostOp post : PostOp.values()) {
          print(
              "%s %d x %d, m=128, %s: %s",
              type, INTERMEDIATE, HIDDEN, post, rate(kernels, stream, packed, 128, post));
        }
      }
    }
  }

  private String rate(
      OneDnnKernels kernels, KernelStream stream, PackedMatrix packed, int m, PostOp post) {
    MemorySegment dst = destination((long) m * packed.outputs());
    SourceQuantisation q = quantisation(packed.type());
    long best = best(() -> stream.matmul(m, source, q, packed, dst, post));
    double operations = 2.0 * m * packed.outputs() * packed.inputs();
    return String.format(Locale.ROOT, "%.0f", operations / best);
  }

  private void attention(OneDnnKernels kernels) {
    StridedMatrix heads = new StridedMatrix(source, HEAD, HIDDEN);
    StridedMatrix scores =
        new StridedMatrix(
            destination((long) HEADS * TOKENS * TOKENS), (long) TOKENS * TOKENS, TOKENS);
    StridedMatrix mixed = new StridedMatrix(destination((long) TOKENS * HIDDEN), HEAD, HIDDEN);
    double operations = 2.0 * HEADS * TOKENS * TOKENS * HEAD;
    try (KernelStream stream = kernels.openStream(1)) {
      long qk =
          best(
              () ->
                  stream.batchedMatmul(
                      HEADS, TOKENS, TOKENS, HEAD, heads, heads, true, scores, 0.17f));
      long pv =
          best(
              () ->
                  stream.batchedMatmul(
                      HEADS, TOKENS, HEAD, TOKENS, scores, heads, false, mixed, 1));
      print("attention scores: %.0f us, %.0f GFLOP/s", qk / 1e3, operations / qk);
      print("attention values: %.0f us, %.0f GFLOP/s", pv / 1e3, operations / pv);
    }
  }

  /// All products of one BERT-small layer for one sequence, on one worker and on two.
  private void encoderLayer(OneDnnKernels kernels) throws Exception {
    for (MatmulType type : MatmulType.values()) {
      List<PackedMatrix> weights =
          List.of(
              pack(kernels, type, HIDDEN, HIDDEN),
              pack(kernels, type, INTERMEDIATE, HIDDEN),
              pack(kernels, type, HIDDEN, INTERMEDIATE));
      long alone = workers(1, () -> layer(kernels, weights));
      long together = workers(2, () -> layer(kernels, weights));
      print(
          "%s encoder layer, 128 tokens: %.0f us alone, %.0f us on each of two workers",
          type, alone / 1e3, together / 1e3);
    }
  }

  private long layer(OneDnnKernels kernels, List<PackedMatrix> weights) {
    MemorySegment wide = destination((long) TOKENS * INTERMEDIATE);
    MemorySegment narrow = destination((long) TOKENS * HIDDEN);
    StridedMatrix heads = new StridedMatrix(narrow, HEAD, HIDDEN);
    StridedMatrix scores = new StridedMatrix(wide, (long) TOKENS * TOKENS, TOKENS);
    SourceQuantisation q = quantisation(weights.getFirst().type());
    try (KernelStream stream = kernels.openStream(1)) {
      return best(
          () -> {
            for (int i = 0; i < 4; i++) {
              stream.matmul(TOKENS, source, q, weights.get(0), narrow, PostOp.NONE);
            }
            stream.batchedMatmul(HEADS, TOKENS, TOKENS, HEAD, heads, heads, true, scores, 0.17f);
            stream.batchedMatmul(HEADS, TOKENS, HEAD, TOKENS, scores, heads, false, heads, 1);
            stream.matmul(TOKENS, source, q, weights.get(1), wide, PostOp.GELU_ERF);
            stream.matmul(TOKENS, source, q, weights.get(2), narrow, PostOp.NONE);
          });
    }
  }

  private static long workers(int count, Callable<Long> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<Long>> running =
          IntStream.range(0, count)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            start.await();
                            return work.call();
                          }))
              .toList();
      long slowest = 0;
      for (Future<Long> worker : running) {
        slowest = Math.max(slowest, worker.get());
      }
      return slowest;
    }
  }

  private void callOverhead(OneDnnKernels kernels) {
    PackedMatrix packed = pack(kernels, MatmulType.F32, 1, 1);
    MemorySegment dst = destination(1);
    try (KernelStream stream = kernels.openStream(1)) {
      long call =
          best(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  stream.matmul(1, source, null, packed, dst, PostOp.NONE);
                }
              });
      print("call of a 1 x 1 x 1 product: %d ns", call / 1000);
    }
  }

  private PackedMatrix pack(OneDnnKernels kernels, MatmulType type, int outputs, int inputs) {
    float[] scales = new float[outputs];
    Arrays.fill(scales, 0.01f);
    try (Arena own = Arena.ofConfined()) {
      MemorySegment weights = own.allocate((long) outputs * inputs * Float.BYTES, 64);
      return kernels.pack(
          type, outputs, inputs, weights, type == MatmulType.U8S8 ? scales : null, scales);
    }
  }

  private static SourceQuantisation quantisation(MatmulType type) {
    return type == MatmulType.U8S8 ? new SourceQuantisation(0.01f, 128) : null;
  }

  private MemorySegment destination(long elements) {
    return arena.allocate(elements * Float.BYTES, 64);
  }

  /// The best time, because other work on the machine only ever adds.
  private static long best(Runnable call) {
    long best = Long.MAX_VALUE;
    long end = System.nanoTime() + NANOS_PER_CELL;
    for (int i = 0; i < 20 || System.nanoTime() < end; i++) {
      long start = System.nanoTime();
      call.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
