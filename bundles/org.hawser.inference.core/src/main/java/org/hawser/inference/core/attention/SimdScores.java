package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of queries and keys: vectors of neighbouring cells, for four rows at a time. There
/// are four vectors of 512 bits, as the processor has 32 such registers, or two of fewer. With
/// larger loop bodies the compiler gives up.
final class SimdScores {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int CELLS = TileMath.CELLS;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int BYTES = LANES * Float.BYTES;
  private static final long ROW = (long) CELLS * Float.BYTES;
  private static final boolean WIDE = FLOATS.vectorBitSize() == 512;

  private SimdScores() {}

  static void scores(
      int rows,
      int headSize,
      float[] queries,
      int at,
      int stride,
      MemorySegment keys,
      float[] scores) {
    if (rows == TileMath.ROWS && WIDE) {
      for (int cell = 0; cell < CELLS; cell += 4 * LANES) {
        fourRowsWide(headSize, queries, at, stride, keys, cell, scores);
      }
      return;
    }
    for (int cell = 0; cell < CELLS; cell += 2 * LANES) {
      if (rows == TileMath.ROWS) {
        fourRows(headSize, queries, at, stride, keys, cell, scores);
      } else {
        for (int row = 0; row < rows; row++) {
          oneRow(headSize, queries, at + row * stride, keys, cell, scores, row * CELLS + cell);
        }
      }
    }
  }

  private static void fourRows(
      int headSize,
      float[] queries,
      int at,
      int stride,
      MemorySegment keys,
      int cell,
      float[] scores) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    long column = (long) cell * Float.BYTES;
    for (int j = 0; j < headSize; j++) {
      long key = j * ROW + column;
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, keys, key, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, keys, key + BYTES, ORDER);
      FloatVector query = FloatVector.broadcast(FLOATS, queries[at + j]);
      a0 = query.fma(a, a0);
      b0 = query.fma(b, b0);
      query = FloatVector.broadcast(FLOATS, queries[at + stride + j]);
      a1 = query.fma(a, a1);
      b1 = query.fma(b, b1);
      query = FloatVector.broadcast(FLOATS, queries[at + 2 * stride + j]);
      a2 = query.fma(a, a2);
      b2 = query.fma(b, b2);
      query = FloatVector.broadcast(FLOATS, queries[at + 3 * stride + j]);
      a3 = query.fma(a, a3);
      b3 = query.fma(b, b3);
    }
    store(a0, b0, scores, cell);
    store(a1, b1, scores, cell + CELLS);
    store(a2, b2, scores, cell + 2 * CELLS);
    store(a3, b3, scores, cell + 3 * CELLS);
  }

  private static void fourRowsWide(
      int headSize,
      float[] queries,
      int at,
      int stride,
      MemorySegment keys,
      int cell,
      float[] scores) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    long column = (long) cell * Float.BYTES;
    for (int j = 0; j < headSize; j++) {
      long key = j * ROW + column;
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, keys, key, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, keys, key + BYTES, ORDER);
      FloatVector c = FloatVector.fromMemorySegment(FLOATS, keys, key + 2 * BYTES, ORDER);
      FloatVector d = FloatVector.fromMemorySegment(FLOATS, keys, key + 3 * BYTES, ORDER);
      FloatVector query = FloatVector.broadcast(FLOATS, queries[at + j]);
      a0 = query.fma(a, a0);
      b0 = query.fma(b, b0);
      c0 = query.fma(c, c0);
      d0 = query.fma(d, d0);
      query = FloatVector.broadcast(FLOATS, queries[at + stride + j]);
      a1 = query.fma(a, a1);
      b1 = query.fma(b, b1);
      c1 = query.fma(c, c1);
      d1 = query.fma(d, d1);
      query = FloatVector.broadcast(FLOATS, queries[at + 2 * stride + j]);
      a2 = query.fma(a, a2);
      b2 = query.fma(b, b2);
      c2 = query.fma(c, c2);
      d2 = query.fma(d, d2);
      query = FloatVector.broadcast(FLOATS, queries[at + 3 * stride + j]);
      a3 = query.fma(a, a3);
      b3 = query.fma(b, b3);
      c3 = query.fma(c, c3);
      d3 = query.fma(d, d3);
    }
    store(a0, b0, scores, cell);
    store(c0, d0, scores, cell + 2 * LANES);
    store(a1, b1, scores, cell + CELLS);
    store(c1, d1, scores, cell + CELLS + 2 * LANES);
    store(a2, b2, scores, cell + 2 * CELLS);
    store(c2, d2, scores, cell + 2 * CELLS + 2 * LANES);
    store(a3, b3, scores, cell + 3 * CELLS);
    store(c3, d3, scores, cell + 3 * CELLS + 2 * LANES);
  }

  private static void oneRow(
      int headSize, float[] queries, int at, MemorySegment keys, int cell, float[] scores, int to) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    long column = (long) cell * Float.BYTES;
    for (int j = 0; j < headSize; j++) {
      long key = j * ROW + column;
      FloatVector query = FloatVector.broadcast(FLOATS, queries[at + j]);
      a = query.fma(FloatVector.fromMemorySegment(FLOATS, keys, key, ORDER), a);
      b = query.fma(FloatVector.fromMemorySegment(FLOATS, keys, key + BYTES, ORDER), b);
    }
    store(a, b, scores, to);
  }

  private static void store(FloatVector a, FloatVector b, float[] scores, int at) {
    a.intoArray(scores, at);
    b.intoArray(scores, at + LANES);
  }
}
