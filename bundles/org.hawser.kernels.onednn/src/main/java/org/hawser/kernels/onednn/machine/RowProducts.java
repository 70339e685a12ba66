package org.hawser.kernels.onednn.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.WeightLayout;

/// Products of few rows, for one stream: cuts them into calls of [RowCode]. Weights come from
/// memory once; what further rows need of them, they find in the cache. Arguments have been
/// checked.
public final class RowProducts implements AutoCloseable {
  /// What reports call this code.
  public static final String NAME = "hawser:avx512_vnni";

  /// Rows of a product with weights of eight bits: what one call takes, so weights are read once.
  public static final int FEW_ROWS = CallFrame.ROWS;

  /// Weights of a piece when there are more rows than one call takes: it stays in the second cache.
  private static final long PIECE_BYTES = 256 << 10;

  private static final int OUTPUTS = 64;

  private final RowCode code;
  private final Arena arena = Arena.ofShared();
  private final CallFrame frame;
  private final MemorySegment lastBlock;

  public RowProducts(RowCode code) {
    this.code = code;
    try {
      frame = new CallFrame(arena);
      lastBlock = arena.allocate((long) CallFrame.ROWS * CallFrame.SUM_ROW, 64);
    } catch (RuntimeException | OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  /// @param rows at most [#FEW_ROWS]
  /// @param weights in [WeightLayout#S8_BY_64]
  public void eightBits(
      int rows,
      MemorySegment source,
      long sourceStride,
      BlockedWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    WeightLayout layout = weights.layout();
    long blockBytes = layout.bytes(OUTPUTS, weights.inputs());
    frame.set(CallFrame.STEPS, layout.paddedInputs(weights.inputs()) / EightBitCode.STEP);
    frame.stride(CallFrame.SOURCE_STRIDE, CallFrame.SOURCE_STRIDE_3, sourceStride);
    MemorySegment data = weights.data().asSlice(layout.bytes(fromOutput, weights.inputs()));
    int whole = (toOutput - fromOutput) / OUTPUTS;
    if (whole > 0) {
      blocks(rows, source, data, whole, target, targetStride);
    }
    int rest = (toOutput - fromOutput) % OUTPUTS;
    if (rest > 0) {
      blocks(rows, source, data.asSlice(whole * blockBytes), 1, lastBlock, OUTPUTS);
      for (int row = 0; row < rows; row++) {
        long to = (row * targetStride + (long) whole * OUTPUTS) * Integer.BYTES;
        MemorySegment.copy(
            lastBlock, (long) row * CallFrame.SUM_ROW, target, to, (long) rest * Integer.BYTES);
      }
    }
  }

  private void blocks(
      int rows,
      MemorySegment source,
      MemorySegment weights,
      int blocks,
      MemorySegment target,
      long targetStride) {
    frame.set(CallFrame.BLOCKS, blocks);
    frame.set(CallFrame.SOURCE, source.address());
    frame.set(CallFrame.TARGET, target.address());
    frame.set(CallFrame.TARGET_STRIDE, targetStride * Integer.BYTES);
    code.eightBits(rows, frame, weights, source, target);
  }

  /// Writes whole blocks of outputs.
  public void fourBits(
      int rows,
      GroupedSource source,
      FourBitWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    int inputs = weights.inputs();
    int groups = FourBitWeights.groups(inputs);
    long blockBytes = FourBitWeights.bytes(OUTPUTS, inputs);
    long numbers = FourBitWeights.paddedInputs(inputs);
    long scales = (long) groups * Float.BYTES;
    frame.set(CallFrame.STEPS, groups);
    frame.stride(CallFrame.SOURCE_STRIDE, CallFrame.SOURCE_STRIDE_3, numbers);
    frame.stride(CallFrame.GROUP_STRIDE, CallFrame.GROUP_STRIDE_3, scales);
    frame.set(CallFrame.TARGET_STRIDE, targetStride * Float.BYTES);
    int step = piece(rows, blockBytes, toOutput - fromOutput);
    for (int output = fromOutput; output < toOutput; output += step) {
      int blocks = Math.ceilDiv(Math.min(step, toOutput - output), OUTPUTS);
      MemorySegment data = weights.data().asSlice(FourBitWeights.bytes(output, inputs));
      for (int row = 0; row < rows; row += CallFrame.ROWS) {
        int count = Math.min(CallFrame.ROWS, rows - row);
        long to = target.address() + (row * targetStride + output - fromOutput) * Float.BYTES;
        frame.set(CallFrame.BLOCKS, blocks);
        frame.set(CallFrame.SOURCE, source.numbers().address() + row * numbers);
        frame.set(CallFrame.SCALES, source.scales().address() + row * scales);
        frame.set(CallFrame.CORRECTIONS, source.corrections().address() + row * scales);
        frame.set(CallFrame.TARGET, to);
        code.fourBits(
            count, frame, data, source.numbers(), target, source.scales(), source.corrections());
      }
    }
  }

  /// Outputs of a piece.
  private static int piece(int rows, long blockBytes, int outputs) {
    if (rows <= CallFrame.ROWS) {
      return outputs;
    }
    return (int) Math.max(1, PIECE_BYTES / blockBytes) * OUTPUTS;
  }

  @Override
  public void close() {
    arena.close();
  }
}
