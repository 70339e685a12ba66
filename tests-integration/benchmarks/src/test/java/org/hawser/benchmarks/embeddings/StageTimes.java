package org.hawser.benchmarks.embeddings;

import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.core.math.RowMath;

/// Adds up where a forward pass spends its time, by standing between it and what it calls.
final class StageTimes {
  private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();

  private void time(String stage, Runnable work) {
    long start = System.nanoTime();
    work.run();
    nanos.computeIfAbsent(stage, _ -> new LongAdder()).add(System.nanoTime() - start);
  }

  void print(PrintStream out) {
    long sum = nanos.values().stream().mapToLong(LongAdder::sum).sum();
    new TreeMap<>(nanos)
        .forEach(
            (stage, time) ->
                out.printf(Locale.ROOT, "%-34s %5.1f %%%n", stage, 100.0 * time.sum() / sum));
  }

  RowMath timed(RowMath math) {
    return new RowMath() {
      @Override
      public void layerNorm(MemorySegment x, int rows, float[] gamma, float[] beta, float epsilon) {
        time("layer norm", () -> math.layerNorm(x, rows, gamma, beta, epsilon));
      }

      @Override
      public void softmax(MemorySegment x, long offset, int rows, int keys, int rowLength) {
        time("softmax", () -> math.softmax(x, offset, rows, keys, rowLength));
      }

      @Override
      public SourceQuantisation quantise(
          MemorySegment x, long measured, long count, MemorySegment u8) {
        SourceQuantisation[] result = new SourceQuantisation[1];
        time("quantise", () -> result[0] = math.quantise(x, measured, count, u8));
        return result[0];
      }

      @Override
      public void toBf16(MemorySegment x, long count, MemorySegment bf16) {
        time("to bf16", () -> math.toBf16(x, count, bf16));
      }
    };
  }

  Kernels timed(Kernels kernels) {
    return new Kernels() {
      @Override
      public KernelsReport report() {
        return kernels.report();
      }

      @Override
      public boolean supports(MatmulType type) {
        return kernels.supports(type);
      }

      @Override
      public PackedMatrix pack(
          MatmulType type,
          int outputs,
          int inputs,
          MemorySegment weights,
          float[] scales,
          float[] bias) {
        return kernels.pack(type, outputs, inputs, weights, scales, bias);
      }

      @Override
      public KernelStream openStream(int threads) {
        return timed(kernels.openStream(threads));
      }
    };
  }

  private KernelStream timed(KernelStream stream) {
    return new KernelStream() {
      @Override
      public void matmul(
          int m,
          MemorySegment src,
          SourceQuantisation quantisation,
          PackedMatrix weights,
          MemorySegment dst,
          PostOp post) {
        String stage = "matmul " + weights.inputs() + " x " + weights.outputs() + " " + post;
        time(stage, () -> stream.matmul(m, src, quantisation, weights, dst, post));
      }

      @Override
      public void batchedMatmul(
          int batch,
          int m,
          int n,
          int k,
          StridedMatrix a,
          StridedMatrix w,
          boolean transposed,
          StridedMatrix dst,
          float scale) {
        String stage = transposed ? "attention scores" : "attention values";
        time(stage, () -> stream.batchedMatmul(batch, m, n, k, a, w, transposed, dst, scale));
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }
}
