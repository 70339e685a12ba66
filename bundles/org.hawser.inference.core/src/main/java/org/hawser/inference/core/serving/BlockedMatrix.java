package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.kernels.BlockProduct;
import org.hawser.inference.core.kernels.BlockSource;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// A matrix in a layout that engines read. Few rows are multiplied here, as fast as memory can be
/// read; more go through the engine in tiles that stay in the cache.
final class BlockedMatrix extends NativeMatrix {
  private static final int TILE_ROWS = 256;
  private static final int MOST_TILE_OUTPUTS = 256;

  /// Weights of a tile: with its sources and results they fit the second cache of a processor.
  private static final long TILE_BYTES = 320 << 10;

  /// So few rows read weights once, as a stream, for which tiles are only interruptions.
  private static final int ROWS_OF_A_STREAM = 16;

  private static final int STREAM_OUTPUTS = 4096;

  private final BlockedWeights weights;

  BlockedMatrix(ServingForm form, Arena arena, BlockedWeights weights, Outputs outputs) {
    super(form, arena, outputs);
    this.weights = weights;
  }

  @Override
  public int outputs() {
    return weights.outputs();
  }

  @Override
  public int inputs() {
    return weights.inputs();
  }

  @Override
  public int outputStep() {
    return weights.layout().outputStep();
  }

  @Override
  public long bytes() {
    return weights.data().byteSize();
  }

  @Override
  public int rowsAlike() {
    return wholeNumbers() ? Integer.MAX_VALUE : fewRows();
  }

  private boolean wholeNumbers() {
    return weights.layout() == WeightLayout.S8_BY_64;
  }

  /// For S8 loops may be faster up to two rows; for the others they are about as fast for eight,
  /// and give each row what it gets alone.
  @Override
  public int fewRows() {
    return wholeNumbers() ? 2 : 8;
  }

  @Override
  void multiply(
      KernelThread thread, int rows, MemorySegment source, long sourceStride, Target target) {
    boolean takes = thread.engineTakes(weights.layout());
    if (takes && wholeNumbers() && rows <= fewRows()) {
      FasterPath path = thread.path(rows);
      long begun = path.begin();
      multiply(thread, rows, source, sourceStride, target, path.second());
      path.end(begun, (long) (target.toOutput() - target.fromOutput()) * inputs());
    } else {
      multiply(thread, rows, source, sourceStride, target, takes && rows > fewRows());
    }
  }

  private void multiply(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      Target target,
      boolean engine) {
    for (int row = 0; row < rows; row += TILE_ROWS) {
      int count = Math.min(TILE_ROWS, rows - row);
      MemorySegment from = source.asSlice(row * sourceStride * Float.BYTES);
      if (wholeNumbers()) {
        Sources.quantise(thread, inputs(), row, count, from, sourceStride);
      }
      if (engine) {
        throughEngine(thread, count, from, sourceStride, target, row);
      } else {
        here(thread, count, from, sourceStride, target, row);
      }
    }
  }

  private void here(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      Target target,
      int firstRow) {
    BlockSource blocks = thread.blockSource;
    int padded = weights.layout().paddedInputs(inputs());
    if (wholeNumbers()) {
      blocks.bytes(thread.sourceScratch((long) rows * padded), padded, rows, padded, 0);
    } else {
      Sources.floats(blocks, inputs(), padded, rows, source, sourceStride);
    }
    int step = outputStep();
    MemorySegment sums = thread.targetScratch((long) BlockProduct.ROWS * step * Float.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += step) {
      int count = Math.min(step, target.toOutput() - output);
      for (int row = 0; row < rows; row += BlockProduct.ROWS) {
        int together = Math.min(BlockProduct.ROWS, rows - row);
        thread.product.multiply(weights, output, blocks, row, together, sums);
        int to = firstRow + row;
        store(thread, sums, step, to, together, output, count, target, BlockSource.CENTRE);
      }
    }
  }

  private void throughEngine(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      Target target,
      int firstRow) {
    int padded = weights.layout().paddedInputs(inputs());
    MemorySegment converted =
        switch (weights.layout()) {
          case F32_BY_64 -> source;
          case BF16_BY_64 -> Sources.round(thread, inputs(), padded, rows, source, sourceStride);
          case S8_BY_64 -> thread.sourceScratch((long) rows * padded);
        };
    long stride = weights.layout() == WeightLayout.F32_BY_64 ? sourceStride : padded;
    int step = tileOutputs(rows);
    MemorySegment sums = thread.targetScratch((long) rows * step * Float.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += step) {
      int to = Math.min(output + step, target.toOutput());
      int count = to - output;
      thread.stream().matmul(rows, converted, stride, weights, output, to, sums, count);
      store(thread, sums, count, firstRow, rows, output, count, target, 0);
    }
  }

  private int tileOutputs(int rows) {
    if (rows <= ROWS_OF_A_STREAM) {
      return STREAM_OUTPUTS;
    }
    int step = outputStep();
    long fitting = TILE_BYTES / weights.layout().bytes(step, inputs());
    return Math.clamp(fitting, 1, MOST_TILE_OUTPUTS / step) * step;
  }

  private void store(
      KernelThread thread,
      MemorySegment sums,
      int sumStride,
      int row,
      int rows,
      int output,
      int count,
      Target target,
      int centre) {
    if (wholeNumbers()) {
      target.scale(thread, sums, sumStride, row, rows, output, count, centre);
    } else {
      target.store(thread, sums, sumStride, row, rows, output, count);
    }
  }
}
