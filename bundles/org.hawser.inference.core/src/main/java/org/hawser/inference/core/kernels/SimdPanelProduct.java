package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.core.math.SimdMath;

/// [PanelProduct] with the Vector API: panels are two vectors wide, four rows share a load of them.
final class SimdPanelProduct implements PanelProduct {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int WIDTH = 2 * LANES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public String isa() {
    return String.format(Locale.ROOT, "vector%d", FLOATS.vectorBitSize());
  }

  @Override
  public void multiply(
      int rows, Source source, int k, MemorySegment panel, long offset, float[] sums) {
    Arrays.fill(sums, 0, rows * WIDTH, 0);
    for (int from = 0; from < k; from += EXACT_DEPTH) {
      int to = Math.min(k, from + EXACT_DEPTH);
      if (rows == ROWS) {
        fourRows(source, from, to, panel, offset, sums);
      } else {
        for (int row = 0; row < rows; row++) {
          oneRow(source.from(row), from, to, panel, offset, sums, row * WIDTH);
        }
      }
    }
  }

  private static void fourRows(
      Source source, int from, int to, MemorySegment panel, long offset, float[] sums) {
    MemorySegment data = source.data();
    long row0 = source.offset() * Float.BYTES;
    long stride = source.rowStride() * Float.BYTES;
    long row1 = row0 + stride;
    long row2 = row1 + stride;
    long row3 = row2 + stride;
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    for (int p = from; p < to; p++) {
      long weights = (offset + (long) p * WIDTH) * Float.BYTES;
      long column = (long) p * Float.BYTES;
      FloatVector left = FloatVector.fromMemorySegment(FLOATS, panel, weights, ORDER);
      FloatVector right =
          FloatVector.fromMemorySegment(FLOATS, panel, weights + LANES * Float.BYTES, ORDER);
      FloatVector x0 = FloatVector.broadcast(FLOATS, data.get(FLOAT, row0 + column));
      a0 = x0.fma(left, a0);
      b0 = x0.fma(right, b0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, data.get(FLOAT, row1 + column));
      a1 = x1.fma(left, a1);
      b1 = x1.fma(right, b1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, data.get(FLOAT, row2 + column));
      a2 = x2.fma(left, a2);
      b2 = x2.fma(right, b2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, data.get(FLOAT, row3 + column));
      a3 = x3.fma(left, a3);
      b3 = x3.fma(right, b3);
    }
    add(a0, b0, sums, 0);
    add(a1, b1, sums, WIDTH);
    add(a2, b2, sums, 2 * WIDTH);
    add(a3, b3, sums, 3 * WIDTH);
  }

  private static void oneRow(
      Source source, int from, int to, MemorySegment panel, long offset, float[] sums, int at) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    for (int p = from; p < to; p++) {
      long weights = (offset + (long) p * WIDTH) * Float.BYTES;
      float x = source.data().getAtIndex(FLOAT, source.offset() + p);
      FloatVector factor = FloatVector.broadcast(FLOATS, x);
      a = factor.fma(FloatVector.fromMemorySegment(FLOATS, panel, weights, ORDER), a);
      b =
          factor.fma(
              FloatVector.fromMemorySegment(FLOATS, panel, weights + LANES * Float.BYTES, ORDER),
              b);
    }
    add(a, b, sums, at);
  }

  private static void add(FloatVector a, FloatVector b, float[] sums, int at) {
    a.add(FloatVector.fromArray(FLOATS, sums, at)).intoArray(sums, at);
    b.add(FloatVector.fromArray(FLOATS, sums, at + LANES)).intoArray(sums, at + LANES);
  }

  @Override
  public void store(
      float[] sums, int row, Epilogue epilogue, int column, MemorySegment dst, long offset) {
    for (int j = 0; j < Math.min(WIDTH, epilogue.columns() - column); j += LANES) {
      storeVector(
          FloatVector.fromArray(FLOATS, sums, row * WIDTH + j),
          epilogue,
          column + j,
          dst,
          (offset + j) * Float.BYTES);
    }
  }

  private static void storeVector(
      FloatVector sum, Epilogue epilogue, int column, MemorySegment dst, long at) {
    VectorMask<Float> inRow = FLOATS.indexInRange(column, epilogue.columns());
    FloatVector value = sum.mul(epilogue.scale());
    if (epilogue.scales() != null) {
      value = value.mul(FloatVector.fromArray(FLOATS, epilogue.scales(), column, inRow));
    }
    if (epilogue.bias() != null) {
      value = value.add(FloatVector.fromArray(FLOATS, epilogue.bias(), column, inRow));
    }
    FloatVector stored =
        switch (epilogue.post()) {
          case NONE -> value;
          case GELU_ERF -> SimdMath.gelu(value);
          case ADD_TO_DST ->
              value.add(FloatVector.fromMemorySegment(FLOATS, dst, at, ORDER, inRow));
        };
    stored.intoMemorySegment(dst, at, ORDER, inRow);
  }
}
