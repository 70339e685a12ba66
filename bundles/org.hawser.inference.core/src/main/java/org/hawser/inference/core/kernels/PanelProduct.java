package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.core.math.VectorModule;

/// The innermost loops: products of source rows with a panel of weights, [#width()] columns wide
/// and `k` rows deep, row-major, f32. Offsets and strides are in elements. Stateless.
interface PanelProduct {
  /// Rows of one call at most.
  int ROWS = 4;

  /// Sums of at most this many products are kept apart before they are added up: products of u8 and
  /// s8 stay below 2^24 that far, so their sums are exact in f32.
  int EXACT_DEPTH = 512;

  static PanelProduct best() {
    return VectorModule.present() ? new SimdPanelProduct() : new ScalarPanelProduct();
  }

  /// Columns of a panel.
  int width();

  /// Instruction set, for the report.
  String isa();

  /// `sums[r][j] = source[r] · panel[j]` for `rows` rows, rows of sums being [#width()] long.
  void multiply(int rows, Source source, int k, MemorySegment panel, long offset, float[] sums);

  /// `dst[j] = post(sums[j] * scale * scales[column + j] + bias[column + j])`.
  void store(float[] sums, int row, Epilogue epilogue, int column, MemorySegment dst, long offset);

  /// Rows to multiply.
  record Source(MemorySegment data, long offset, long rowStride) {
    Source from(int row) {
      return new Source(data, offset + row * rowStride, rowStride);
    }
  }

  /// What happens to sums.
  ///
  /// @param columns length of a result row; panels may be padded beyond it
  /// @param scales one per column, or null for none
  /// @param bias one per column, or null for none
  record Epilogue(int columns, float scale, float[] scales, float[] bias, PostOp post) {}
}
