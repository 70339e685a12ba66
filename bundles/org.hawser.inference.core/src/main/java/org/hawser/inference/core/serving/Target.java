package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// Where the results of a product go, and what becomes of its sums on the way.
///
/// @param stride elements from one row to the next
record Target(
    MemorySegment data, long stride, int fromOutput, int toOutput, boolean add, Outputs outputs) {

  /// Takes f32 sums.
  ///
  /// @param sumStride elements from one row of sums to the next
  /// @param firstRow of the target
  void store(
      KernelThread thread,
      MemorySegment sums,
      int sumStride,
      int firstRow,
      int rows,
      int output,
      int count) {
    for (int r = 0; r < rows; r++) {
      long at = (long) r * sumStride * Float.BYTES;
      thread.results.store(sums, at, outputs, output, count, data, at(firstRow + r, output), add);
    }
  }

  /// Takes s32 sums of sources that the thread has quantised.
  ///
  /// @param firstRow of the target, and of the quantised rows
  /// @param centre what quantised sources were reduced by for these sums
  void scale(
      KernelThread thread,
      MemorySegment sums,
      int sumStride,
      int firstRow,
      int rows,
      int output,
      int count,
      int centre) {
    SourceScales scales = thread.sourceScales;
    for (int r = firstRow; r < firstRow + rows; r++) {
      long at = (long) (r - firstRow) * sumStride * Float.BYTES;
      int zeroPoint = scales.zeroPoint(r) - centre;
      thread.results.scale(
          sums, at, zeroPoint, scales.scale(r), outputs, output, count, data, at(r, output), add);
    }
  }

  private long at(int row, int output) {
    return (row * stride + output) * Float.BYTES;
  }
}
