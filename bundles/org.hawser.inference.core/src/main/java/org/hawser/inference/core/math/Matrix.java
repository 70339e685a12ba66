package org.hawser.inference.core.math;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A row-major f32 matrix in native memory, rows aligned to 64 bytes.
///
/// @param columns numbers of a row
/// @param rowBytes from one row to the next
public record Matrix(MemorySegment data, int columns, long rowBytes) {
  private static final int ALIGNMENT = 64;

  public static Matrix allocate(Arena arena, int rows, int columns) {
    long bytes = (long) columns * Float.BYTES;
    long rowBytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return new Matrix(arena.allocate(rows * rowBytes, ALIGNMENT), columns, rowBytes);
  }

  /// Where a row begins, in bytes.
  public long at(int row) {
    return row * rowBytes;
  }

  /// Where a number is, in bytes.
  public long at(int row, int column) {
    return row * rowBytes + (long) column * Float.BYTES;
  }

  /// Numbers from one row to the next.
  public long rowLength() {
    return rowBytes / Float.BYTES;
  }
}
