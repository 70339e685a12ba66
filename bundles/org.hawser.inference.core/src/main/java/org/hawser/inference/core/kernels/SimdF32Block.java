package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A block of 64 outputs in f32.
final class SimdF32Block {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int BYTES = FLOATS.vectorByteSize();
  private static final int ROW = 64 * Float.BYTES;

  private SimdF32Block() {}

  /// @param rows at most four; those beyond the last are the last again
  static void multiply(
      MemorySegment data, long block, BlockSource source, int row, int rows, MemorySegment target) {
    for (int span = 0; span < ROW; span += 2 * BYTES) {
      fourSpan(data, block + span, source, row, rows - 1, target, span);
    }
  }

  /// Two vectors of outputs of up to four rows.
  private static void fourSpan(
      MemorySegment data,
      long block,
      BlockSource source,
      int row,
      int last,
      MemorySegment target,
      long at) {
    float[] x = source.values();
    int s0 = source.start(row);
    int s1 = source.start(row + Math.min(1, last));
    int s2 = source.start(row + Math.min(2, last));
    int s3 = source.start(row + last);
    int inputs = source.stride();
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int k = 0; k < inputs; k++) {
      long w = block + (long) k * ROW;
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, data, w, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, data, w + BYTES, ORDER);
      FloatVector factor = FloatVector.broadcast(FLOATS, x[s0 + k]);
      a0 = factor.fma(a, a0);
      b0 = factor.fma(b, b0);
      factor = FloatVector.broadcast(FLOATS, x[s1 + k]);
      a1 = factor.fma(a, a1);
      b1 = factor.fma(b, b1);
      factor = FloatVector.broadcast(FLOATS, x[s2 + k]);
      a2 = factor.fma(a, a2);
      b2 = factor.fma(b, b2);
      factor = FloatVector.broadcast(FLOATS, x[s3 + k]);
      a3 = factor.fma(a, a3);
      b3 = factor.fma(b, b3);
    }
    store(a0, b0, target, at);
    if (last >= 1) {
      store(a1, b1, target, at + ROW);
    }
    if (last >= 2) {
      store(a2, b2, target, at + 2 * ROW);
    }
    if (last >= 3) {
      store(a3, b3, target, at + 3 * ROW);
    }
  }

  private static void store(FloatVector a, FloatVector b, MemorySegment target, long at) {
    a.intoMemorySegment(target, at, ORDER);
    b.intoMemorySegment(target, at + BYTES, ORDER);
  }
}
