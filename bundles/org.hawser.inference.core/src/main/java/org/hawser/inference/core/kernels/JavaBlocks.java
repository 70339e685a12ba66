package org.hawser.inference.core.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.math.Bf16;

/// Products of any number of rows with weights of the core, for one stream.
final class JavaBlocks implements AutoCloseable {
  /// Rows that are converted at a time.
  private static final int ROWS = 32;

  private final BlockProduct product;
  private final BlockSource prepared = new BlockSource();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment sums =
      arena.allocate(
          (long) BlockProduct.ROWS * WeightLayout.F32_BY_64.outputStep() * Float.BYTES, 64);

  JavaBlocks(BlockProduct product) {
    this.product = product;
  }

  void run(
      int m,
      MemorySegment source,
      long sourceStride,
      BlockedWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    check(m, source, sourceStride, weights, fromOutput, toOutput, target, targetStride);
    int step = weights.layout().outputStep();
    for (int first = 0; first < m; first += ROWS) {
      int rows = Math.min(ROWS, m - first);
      prepare(weights, source, first, rows, sourceStride);
      for (int output = fromOutput; output < toOutput; output += step) {
        int count = Math.min(step, toOutput - output);
        for (int row = 0; row < rows; row += BlockProduct.ROWS) {
          int together = Math.min(BlockProduct.ROWS, rows - row);
          product.multiply(weights, output, prepared, row, together, sums);
          long to = (first + row) * targetStride + output - fromOutput;
          store(together, step, count, target, to, targetStride);
        }
        if (weights.layout() == WeightLayout.S8_BY_64) {
          long to = first * targetStride + output - fromOutput;
          addCentre(weights, output, rows, count, target, to, targetStride);
        }
      }
    }
  }

  private void store(
      int rows, int step, int count, MemorySegment target, long to, long targetStride) {
    for (int r = 0; r < rows; r++) {
      long at = (to + r * targetStride) * Float.BYTES;
      MemorySegment.copy(sums, (long) r * step * Float.BYTES, target, at, (long) count * 4);
    }
  }

  /// Adds what sources were reduced by: their centre times the sum of an output's weights, which is
  /// the product with a row of ones, the one behind the last.
  private void addCentre(
      BlockedWeights weights,
      int output,
      int rows,
      int count,
      MemorySegment target,
      long to,
      long targetStride) {
    product.multiply(weights, output, prepared, rows, 1, sums);
    for (int n = 0; n < count; n++) {
      int more = BlockSource.CENTRE * sums.getAtIndex(ValueLayout.JAVA_INT, n);
      for (int r = 0; r < rows; r++) {
        long at = to + r * targetStride + n;
        int sum = target.getAtIndex(ValueLayout.JAVA_INT, at);
        target.setAtIndex(ValueLayout.JAVA_INT, at, sum + more);
      }
    }
  }

  private void prepare(
      BlockedWeights weights, MemorySegment source, int first, int rows, long stride) {
    WeightLayout layout = weights.layout();
    if (layout == WeightLayout.S8_BY_64) {
      MemorySegment from = source.asSlice(first * stride);
      prepared.bytes(from, stride, rows, layout.paddedInputs(weights.inputs()), 1);
      return;
    }
    prepared.shape(rows, weights.inputs(), layout.paddedInputs(weights.inputs()));
    float[] values = prepared.values();
    for (int row = 0; row < rows; row++) {
      long from = (first + row) * stride;
      int to = prepared.start(row);
      for (int k = 0; k < weights.inputs(); k++) {
        values[to + k] =
            layout == WeightLayout.F32_BY_64
                ? source.getAtIndex(ValueLayout.JAVA_FLOAT, from + k)
                : Bf16.toFloat(source.getAtIndex(ValueLayout.JAVA_SHORT, from + k));
      }
    }
  }

  private static void check(
      int rows,
      MemorySegment source,
      long sourceStride,
      BlockedWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    int step = weights.layout().outputStep();
    boolean ends = toOutput % step == 0 || toOutput == weights.outputs();
    if (rows < 1
        || fromOutput < 0
        || fromOutput >= toOutput
        || toOutput > weights.outputs()
        || fromOutput % step != 0
        || !ends) {
      throw new IllegalArgumentException(
          "Ranges of outputs begin at multiples of "
              + step
              + " and end there or with the matrix: "
              + fromOutput
              + ".."
              + toOutput);
    }
    int count = toOutput - fromOutput;
    WeightLayout layout = weights.layout();
    int columns =
        layout == WeightLayout.S8_BY_64 ? layout.paddedInputs(weights.inputs()) : weights.inputs();
    long last = (rows - 1) * sourceStride + columns;
    long lastTarget = (rows - 1) * targetStride + count;
    if (sourceStride < columns
        || targetStride < count
        || source.byteSize() < last * layout.sourceBytes()
        || target.byteSize() < lastTarget * Float.BYTES) {
      throw new IllegalArgumentException("Source or target is smaller than its rows.");
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
