package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.math.Bf16;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// Puts weights into the form they are served in, row by row, so that packing needs no second copy
/// of a matrix. Safe from any thread.
public final class MatrixPacker {
  static final long ALIGNMENT = 4096;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final WeightRows rows;
  private final WeightLayout layout;
  private final MemorySegment data;
  private final float[] scales;
  private final int[] rowSums;

  private MatrixPacker(WeightRows rows, WeightLayout layout, Arena arena) {
    this.rows = rows;
    this.layout = layout;
    this.data = arena.allocate(layout.bytes(rows.outputs(), rows.inputs()), ALIGNMENT);
    boolean s8 = layout == WeightLayout.S8_BY_64;
    this.scales = s8 ? new float[rows.outputs()] : null;
    this.rowSums = s8 ? new int[rows.outputs()] : null;
  }

  /// Packs a matrix.
  ///
  /// @param form neither AUTO nor AS_STORED
  public static ServedMatrix pack(WeightRows rows, ServingForm form) {
    Optional<WeightLayout> layout = form.layout();
    Arena arena = Arena.ofShared();
    try {
      return layout.isEmpty()
          ? FourBitPacker.pack(rows, arena)
          : new MatrixPacker(rows, layout.get(), arena).pack(form, arena);
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private ServedMatrix pack(ServingForm form, Arena arena) {
    float[] row = new float[rows.inputs()];
    for (int output = 0; output < rows.outputs(); output++) {
      rows.row(output, row);
      // In all layouts the 64 outputs of a block are neighbours of four bytes.
      long at = layout.bytes(output / 64 * 64, rows.inputs()) + output % 64 * 4L;
      switch (layout) {
        case F32_BY_64 -> f32(row, at);
        case BF16_BY_64 -> bf16(row, at);
        case S8_BY_64 -> s8(row, at, output);
      }
    }
    BlockedWeights weights = new BlockedWeights(layout, rows.outputs(), rows.inputs(), data);
    return new BlockedMatrix(form, arena, weights, new Outputs(scales, rowSums, rows.bias()));
  }

  private void f32(float[] row, long at) {
    for (int k = 0; k < row.length; k++) {
      data.set(FLOAT, at + k * 256L, row[k]);
    }
  }

  private void bf16(float[] row, long at) {
    for (int k = 0; k < row.length; k++) {
      data.set(SHORT, at + k / 2 * 256L + k % 2 * 2L, Bf16.round(row[k]));
    }
  }

  private void s8(float[] row, long at, int output) {
    float largest = 0;
    for (float weight : row) {
      largest = Math.max(largest, Math.abs(weight));
    }
    float inverse = largest > 0 ? Byte.MAX_VALUE / largest : 0;
    int sum = 0;
    for (int k = 0; k < row.length; k++) {
      int stored = Math.clamp((int) Math.rint(row[k] * inverse), -Byte.MAX_VALUE, Byte.MAX_VALUE);
      data.set(ValueLayout.JAVA_BYTE, at + k / 4 * 256L + k % 4, (byte) stored);
      sum += stored;
    }
    scales[output] = largest / Byte.MAX_VALUE;
    rowSums[output] = sum;
  }
}
