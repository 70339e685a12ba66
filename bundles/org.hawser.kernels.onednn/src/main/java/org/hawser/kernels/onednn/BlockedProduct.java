package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.machine.RowProducts;

/// Cuts products with weights of the core into calls of kernels. Belongs to one stream.
final class BlockedProduct {
  private final DnnlStream stream;
  private final Function<BlockedKey, BoundBlocked> kernels;
  private final RowProducts fewRows;

  /// @param kernels makes a kernel or finds it again
  /// @param fewRows for few rows of 8-bit weights; null where the engine multiplies all
  BlockedProduct(
      DnnlStream stream, Function<BlockedKey, BoundBlocked> kernels, RowProducts fewRows) {
    this.stream = stream;
    this.kernels = kernels;
    this.fewRows = fewRows;
  }

  void run(
      int rows,
      MemorySegment source,
      long sourceStride,
      BlockedWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    check(rows, source, sourceStride, weights, fromOutput, toOutput, target, targetStride);
    WeightLayout layout = weights.layout();
    if (fewRows != null && layout == WeightLayout.S8_BY_64 && rows <= RowProducts.FEW_ROWS) {
      fewRows.eightBits(
          rows, source, sourceStride, weights, fromOutput, toOutput, target, targetStride);
      return;
    }
    int inputs = weights.inputs();
    int count = toOutput - fromOutput;
    MemorySegment data = weights.data().asSlice(layout.bytes(fromOutput, inputs));
    int block;
    for (int done = 0; done < rows; done += block) {
      block = RowBlocks.next(rows - done);
      BlockedKey key = new BlockedKey(layout, block, count, inputs, sourceStride, targetStride);
      MemorySegment from = source.asSlice(done * sourceStride * layout.sourceBytes());
      MemorySegment to = target.asSlice(done * targetStride * Float.BYTES);
      kernels.apply(key).run(stream, from, data, to);
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
    WeightLayout layout = weights.layout();
    Arguments.positive("rows", rows);
    Arguments.outputs(weights.outputs(), layout.outputStep(), fromOutput, toOutput);
    int count = toOutput - fromOutput;
    int depth = layout == WeightLayout.F32_BY_64 ? weights.inputs() : padded(weights);
    Arguments.rows("source", source, rows, depth, sourceStride, layout.sourceBytes());
    Arguments.rows("target", target, rows, count, targetStride, Float.BYTES);
  }

  private static int padded(BlockedWeights weights) {
    return weights.layout().paddedInputs(weights.inputs());
  }
}
