package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.core.math.VectorModule;

/// Products of few rows with blocks of weights of the core, read as one stream. Every row is
/// computed by the same operations whatever rows come with it. Used by one thread.
public interface BlockProduct {
  /// Rows of one call at most.
  int ROWS = 4;

  static BlockProduct best() {
    return VectorModule.present() ? new SimdBlockProduct() : new ScalarBlockProduct();
  }

  /// Instruction set, for the report.
  String isa();

  /// Computes all outputs of one block, padding included.
  ///
  /// @param output first output of the block
  /// @param source prepared for the layout of the weights; for S8 the sums are those of sources
  ///     less [BlockSource#CENTRE]
  /// @param row first source row
  /// @param rows rows, at most [#ROWS]
  /// @param target row-major, [org.hawser.inference.api.kernels.WeightLayout#outputStep()] elements
  ///     a row: s32 for S8_BY_64, f32 for the others
  void multiply(
      BlockedWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      MemorySegment target);

  /// As the other; the source has taken groups, and the target is f32, [FourBitWeights#OUTPUTS]
  /// elements a row. Results are bit for bit what
  /// [org.hawser.inference.api.kernels.KernelStream] promises.
  ///
  /// @param ahead whether weights are read into the cache before they are multiplied, which makes
  ///     some processors faster and others slower
  void multiply(
      FourBitWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      boolean ahead,
      MemorySegment target);

  /// Quantises the values of a source for four-bit weights.
  ///
  /// @param target receives the rows
  void quantise(BlockSource source, int rows, GroupedSource target);

  /// Turns a block of four-bit weights into S8_BY_64: the number `(w * m + 128) >> 8` where m is
  /// what [#multiplier] makes of the group's scale.
  ///
  /// @param output first output of the block
  /// @param factors a factor per output of the matrix
  /// @param target room for the block
  void unpack(FourBitWeights weights, int output, float[] factors, MemorySegment target);

  /// The whole number nearest to `scale * factor`, which is at most 4064.
  static int multiplier(float scale, float factor) {
    return (int) Math.rint(scale * factor);
  }

  /// What the values of a group are multiplied by to be whole numbers of -127..127. Groups of tiny
  /// values count as zeros, as the inverse of their scale could not be written, and so do groups
  /// with a value that is no number.
  static float inverse(float largest) {
    return largest > 1e-30f ? Byte.MAX_VALUE / largest : 0;
  }
}
