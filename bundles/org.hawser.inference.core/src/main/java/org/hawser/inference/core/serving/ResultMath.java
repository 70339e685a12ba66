package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.core.math.VectorModule;

/// What happens to the sums of a product on their way to the target. Offsets are in bytes, counts
/// and `output` in elements. Stateless.
interface ResultMath {
  static ResultMath best() {
    return VectorModule.present() ? new SimdResultMath() : new ScalarResultMath();
  }

  /// `target[n] = (sums[n] - zeroPoint * rowSums[n]) * (scale * scales[n]) + bias[n]`, s32 sums.
  ///
  /// @param zeroPoint of the source row
  /// @param scale of the source row
  /// @param add whether the target is added as well
  void scale(
      MemorySegment sums,
      long at,
      int zeroPoint,
      float scale,
      Outputs outputs,
      int output,
      int count,
      MemorySegment target,
      long to,
      boolean add);

  /// `target[n] = sums[n] + bias[n]`, f32 sums.
  void store(
      MemorySegment sums,
      long at,
      Outputs outputs,
      int output,
      int count,
      MemorySegment target,
      long to,
      boolean add);

  /// Numbers per output.
  ///
  /// @param scales of S8 weights, otherwise null
  /// @param rowSums sum of the stored weights of each output, for S8, otherwise null
  /// @param bias or null
  record Outputs(float[] scales, int[] rowSums, float[] bias) {}
}
