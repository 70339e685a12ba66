package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.kernels.BlockProduct;
import org.hawser.inference.core.kernels.BlockSource;
import org.hawser.inference.core.kernels.FourBitWeights;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// A matrix of four-bit weights. Few rows are multiplied as they are stored, with sources of 8
/// bits and a scale per 32 inputs. For many rows blocks are turned into 8-bit weights, which stay
/// in the cache while the engine multiplies them with all rows.
final class FourBitMatrix extends NativeMatrix {
  private static final WeightLayout UNPACKED = WeightLayout.S8_BY_64;
  private static final int STEP = FourBitWeights.OUTPUTS;
  private static final int FEW_ROWS = 16;
  private static final int TILE_ROWS = 512;

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
        FasterPath path = thread.fourBits();
        long begun = count == 1 ? path.begin() : 0;
        here(thread, count, from, sourceStride, target, row, path.second());
        if (count == 1) {
          path.end(begun, (long) (target.toOutput() - target.fromOutput()) * inputs());
        }
      } else {
        throughEngine(thread, count, from, sourceStride, target, row);
      }
    }
  }

  private void here(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      Target target,
      int firstRow,
      boolean ahead) {
    BlockSource blocks = thread.blockSource;
    int padded = FourBitWeights.groups(inputs()) * FourBitWeights.GROUP;
    Sources.floats(blocks, inputs(), padded, rows, source, sourceStride);
    thread.product.quantise(blocks, rows);
    MemorySegment sums = thread.targetScratch((long) BlockProduct.ROWS * STEP * Float.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += STEP) {
      int count = Math.min(STEP, target.toOutput() - output);
      for (int row = 0; row < rows; row += BlockProduct.ROWS) {
        int together = Math.min(BlockProduct.ROWS, rows - row);
        thread.product.multiply(weights, output, blocks, row, together, ahead && row == 0, sums);
        target.store(thread, sums, STEP, firstRow + row, together, output, count);
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
    int padded = UNPACKED.paddedInputs(inputs());
    Sources.quantise(thread, inputs(), firstRow, rows, source, sourceStride);
    MemorySegment bytes = thread.sourceScratch((long) rows * padded);
    MemorySegment tile = thread.weightScratch(UNPACKED.bytes(STEP, inputs()));
    BlockedWeights unpacked = new BlockedWeights(UNPACKED, STEP, inputs(), tile);
    MemorySegment sums = thread.targetScratch((long) rows * STEP * Integer.BYTES);
    for (int output = target.fromOutput(); output < target.toOutput(); output += STEP) {
      int count = Math.min(STEP, target.toOutput() - output);
      thread.product.unpack(weights, output, factors, tile);
      thread.stream().matmul(rows, bytes, padded, unpacked, 0, STEP, sums, STEP);
      target.scale(thread, sums, STEP, firstRow, rows, output, count, 0);
    }
  }
}
