package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Weighted sums of values: two vectors of neighbouring dimensions, for four rows at a time. With
/// larger loop bodies the compiler gives up.
final class SimdSums {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = FLOATS.length();
  private static final int BYTES = FLOATS.vectorByteSize();
  private static final int CELLS = TileMath.CELLS;

  private SimdSums() {}

  static void accumulate(
      int rows,
      int from,
      int to,
      float[] weights,
      MemorySegment values,
      int stateRow,
      SoftmaxState state) {
    int width = state.width;
    float[] sums = state.added;
    long rowBytes = (long) width * Float.BYTES;
    long column = 0;
    if (rows == TileMath.ROWS) {
      for (; column <= rowBytes - 2 * BYTES; column += 2 * BYTES) {
        fourRows(from, to, rowBytes, weights, values, column, sums, width);
      }
    }
    for (; column < rowBytes; column += 2 * BYTES) {
      int at = (int) (column / Float.BYTES);
      boolean pair = column + BYTES < rowBytes;
      for (int row = 0; row < rows; row++) {
        oneRow(
            from,
            to,
            rowBytes,
            weights,
            row * CELLS,
            values,
            column,
            pair ? BYTES : 0,
            sums,
            row * width + at);
      }
    }
    for (int row = 0; row < rows; row++) {
      add(
          sums,
          row * width,
          width,
          state.sums,
          state.at(stateRow + row),
          state.factor[stateRow + row]);
    }
  }

  private static void add(
      float[] added, int from, int width, MemorySegment sums, long at, float factor) {
    for (int j = 0; j < width; j += LANES) {
      long place = at + (long) j * Float.BYTES;
      FloatVector.fromMemorySegment(FLOATS, sums, place, ORDER)
          .mul(factor)
          .add(FloatVector.fromArray(FLOATS, added, from + j))
          .intoMemorySegment(sums, place, ORDER);
    }
  }

  private static void fourRows(
      int from,
      int to,
      long rowBytes,
      float[] weights,
      MemorySegment values,
      long column,
      float[] sums,
      int width) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int cell = from; cell < to; cell++) {
      long value = cell * rowBytes + column;
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, values, value, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, values, value + BYTES, ORDER);
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[cell]);
      a0 = weight.fma(a, a0);
      b0 = weight.fma(b, b0);
      weight = FloatVector.broadcast(FLOATS, weights[CELLS + cell]);
      a1 = weight.fma(a, a1);
      b1 = weight.fma(b, b1);
      weight = FloatVector.broadcast(FLOATS, weights[2 * CELLS + cell]);
      a2 = weight.fma(a, a2);
      b2 = weight.fma(b, b2);
      weight = FloatVector.broadcast(FLOATS, weights[3 * CELLS + cell]);
      a3 = weight.fma(a, a3);
      b3 = weight.fma(b, b3);
    }
    int at = (int) (column / Float.BYTES);
    store(a0, b0, sums, at);
    store(a1, b1, sums, at + width);
    store(a2, b2, sums, at + 2 * width);
    store(a3, b3, sums, at + 3 * width);
  }

  private static void store(FloatVector a, FloatVector b, float[] sums, int at) {
    a.intoArray(sums, at);
    b.intoArray(sums, at + LANES);
  }

  /// Two vectors of one row, added in the order of [#fourRows]: a row's sums must not depend on the
  /// rows beside it.
  ///
  /// @param apart bytes between both; 0 for one only
  private static void oneRow(
      int from,
      int to,
      long rowBytes,
      float[] weights,
      int first,
      MemorySegment values,
      long column,
      int apart,
      float[] sums,
      int at) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    for (int cell = from; cell < to; cell++) {
      long value = cell * rowBytes + column;
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[first + cell]);
      a = weight.fma(FloatVector.fromMemorySegment(FLOATS, values, value, ORDER), a);
      b = weight.fma(FloatVector.fromMemorySegment(FLOATS, values, value + apart, ORDER), b);
    }
    b.intoArray(sums, at + apart / Float.BYTES);
    a.intoArray(sums, at);
  }
}
