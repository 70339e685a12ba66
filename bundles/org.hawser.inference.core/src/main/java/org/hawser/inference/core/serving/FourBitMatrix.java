package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.kernels.BlockProduct;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// A matrix of four-bit weights. Few rows are multiplied with them as they are stored, with sources
/// of 8 bits and a scale per 32 inputs, by the engine or here: all ways give the same bits. For
/// many rows blocks are turned into 8-bit weights, which stay in the cache while the engine
/// multiplies them with all rows.
final class FourBitMatrix extends NativeMatrix {
  private static final WeightLayout UNPACKED = WeightLayout.S8_BY_64;
  private static final int STEP = FourBitWeights.OUTPUTS;
  private static final int FEW_ROWS = 16;
  /// Outputs of a call of the engine with few rows.
  private static final int STREAM_OUTPUTS = 4096;

  private static final int TILE_ROWS = 512;
  /// Outputs of a call of the engine with many rows: fewer keep it from its full speed.
  private static final int TILE_OUTPUTS = 2 * STEP;

  private final FourBitWeights weights;
  private final float[] factors;

  /// @param outputs scales and sums of rows belong to the 8-bit weights
  /// @param factors what the scales of an output are multiplied by for 8-bit weights, padded
  FourBitMatrix(Arena arena, FourBitWeights weights, Outputs outputs, float[] factors) {
    super(ServingForm.INT4, arena, outputs);
    this.weights = weights;
    this.factors = factors;
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
    return STEP;
  }

  @Override
  public long bytes() {
    return weights.data().byteSize();
  }

  @Override
  public int fewRows() {
    return FEW_ROWS;
  }

  @Override
  public int rowsAlike() {
    return FEW_ROWS;
  }

  @Override
  void multiply(
      KernelThread thread, int rows, MemorySegment source, long sourceStride, Target target) {
    boolean few = rows <= FEW_ROWS || !thread.engineTakes(UNPACKED);
    int step = few ? FEW_ROWS : TILE_ROWS;
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      MemorySegment from = source.asSlice(row * sourceStride * Float.BYTES);
      if (few) {
        few(thread, count, from, sourceStride, target, row);
      } else {
        many(thread, count, from, sourceStride, target, row);
      }
    }
  }

  private void few(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      Target target,
      int firstRow) {
    GroupedSource groups = Sources.groups(thread, inputs(), rows, source, sourceStride);
    if (thread.engineTakesFourBits()) {
      throughEngine(thread, rows, groups, target, firstRow);
      return;
    }
    FasterPath path = thread.fourBits();
    long begun = rows == 1 ? path.begin() : 0;
    here(thread, rows, groups, target, firstRow, path.second());
    if (rows == 1) {
      path.end(begun, (long) (target.toOutput() - target.fromOutput()) * inputs());
    }
  }

  private void throughEngine(
      KernelThread thread, int rows, GroupedSource source, Target target, int firstRow) {
    int most = Math.min(STREAM_OUTPUTS, target.toOutput() - target.fromOutput());
    int stride = Math.ceilDiv(most, STEP) * STEP;
    MemorySegment sums = thread.targetScratch((long) rows * stride * Float.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += stride) {
      int to = Math.min(output + stride, target.toOutput());
      thread.stream().matmul(rows, source, weights, output, to, sums, stride);
      target.store(thread, sums, stride, firstRow, rows, output, to - output);
    }
  }

  private void here(
      KernelThread thread,
      int rows,
      GroupedSource source,
      Target target,
      int firstRow,
      boolean ahead) {
    thread.blockSource.groups(source, rows, FourBitWeights.paddedInputs(inputs()));
    MemorySegment sums = thread.targetScratch((long) BlockProduct.ROWS * STEP * Float.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += STEP) {
      int count = Math.min(STEP, target.toOutput() - output);
      for (int row = 0; row < rows; row += BlockProduct.ROWS) {
        int together = Math.min(BlockProduct.ROWS, rows - row);
        boolean first = ahead && row == 0;
        thread.product.multiply(weights, output, thread.blockSource, row, together, first, sums);
        target.store(thread, sums, STEP, firstRow + row, together, output, count);
      }
    }
  }

  private void many(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      Target target,
      int firstRow) {
    int padded = UNPACKED.paddedInputs(inputs());
    Sources.quantise(thread, inputs(), firstRow, rows, source, sourceStride);
    MemorySegment bytes = thread.sourceScratch((long) rows * padded);
    MemorySegment tile = thread.weightScratch(UNPACKED.bytes(TILE_OUTPUTS, inputs()));
    BlockedWeights unpacked = new BlockedWeights(UNPACKED, TILE_OUTPUTS, inputs(), tile);
    MemorySegment sums = thread.targetScratch((long) rows * TILE_OUTPUTS * Integer.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += TILE_OUTPUTS) {
      int count = Math.min(TILE_OUTPUTS, target.toOutput() - output);
      int whole = unpack(thread, output, count, tile);
      thread.stream().matmul(rows, bytes, padded, unpacked, 0, whole, sums, whole);
      target.scale(thread, sums, whole, firstRow, rows, output, count, 0);
    }
  }

  /// Unpacks as many blocks as hold some outputs.
  ///
  /// @return the outputs of these blocks
  private int unpack(KernelThread thread, int output, int count, MemorySegment tile) {
    int n = 0;
    for (; n < count; n += STEP) {
      MemorySegment block = tile.asSlice(UNPACKED.bytes(n, inputs()));
      thread.product.unpack(weights, output + n, factors, block);
    }
    return n;
  }
}
