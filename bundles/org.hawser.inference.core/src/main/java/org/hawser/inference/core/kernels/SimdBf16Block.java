package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// A block of 64 outputs in bf16: an int lane holds two inputs of one output.
final class SimdBf16Block {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT.withOrder(ORDER);
  private static final int LANES = INTS.length();
  private static final int BYTES = INTS.vectorByteSize();
  private static final int INPUT_BYTES = 64 * Short.BYTES;
  private static final int OUTPUTS = 64;
  private static final int ROW = OUTPUTS * Float.BYTES;
  private static final int CHUNK = 64;
  private static final int UPPER = 0xFFFF0000;

  private SimdBf16Block() {}

  /// @param rows at most four; those beyond the last are the last again
  static void multiply(
      MemorySegment data, long block, BlockSource source, int row, int rows, MemorySegment target) {
    if (rows == 1) {
      for (int span = 0; span < ROW; span += 4 * BYTES) {
        oneSpan(data, block + span, source, row, target, span);
      }
      return;
    }
    int inputs = source.stride();
    Arrays.fill(source.sums, 0, 4 * OUTPUTS, 0);
    for (int from = 0; from < inputs; from += CHUNK) {
      int to = Math.min(inputs, from + CHUNK);
      for (int n = 0; n < OUTPUTS; n += 2 * LANES) {
        fourRows(data, block + n * 4L, source, row, rows - 1, from, to, source.sums, n);
      }
    }
    MemorySegment.copy(source.sums, 0, target, FLOAT, 0, rows * OUTPUTS);
  }

  private static void oneSpan(
      MemorySegment data, long block, BlockSource source, int row, MemorySegment target, long at) {
    float[] x = source.values();
    int start = source.start(row);
    int inputs = source.stride();
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int k = 0; k < inputs; k += 2) {
      long w = block + (long) k * INPUT_BYTES;
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[start + k]);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[start + k + 1]);
      IntVector pairs = IntVector.fromMemorySegment(INTS, data, w, ORDER);
      a = x1.fma(second(pairs), x0.fma(first(pairs), a));
      pairs = IntVector.fromMemorySegment(INTS, data, w + BYTES, ORDER);
      b = x1.fma(second(pairs), x0.fma(first(pairs), b));
      pairs = IntVector.fromMemorySegment(INTS, data, w + 2 * BYTES, ORDER);
      c = x1.fma(second(pairs), x0.fma(first(pairs), c));
      pairs = IntVector.fromMemorySegment(INTS, data, w + 3 * BYTES, ORDER);
      d = x1.fma(second(pairs), x0.fma(first(pairs), d));
    }
    a.intoMemorySegment(target, at, ORDER);
    b.intoMemorySegment(target, at + BYTES, ORDER);
    c.intoMemorySegment(target, at + 2 * BYTES, ORDER);
    d.intoMemorySegment(target, at + 3 * BYTES, ORDER);
  }

  /// Two vectors of outputs of up to four rows, added to the sums of a chunk of inputs: all of its
  /// outputs follow before memory is read on, so that it is read in order.
  private static void fourRows(
      MemorySegment data,
      long block,
      BlockSource source,
      int row,
      int last,
      int from,
      int to,
      float[] sums,
      int at) {
    float[] x = source.values();
    int s0 = source.start(row);
    int s1 = source.start(row + Math.min(1, last));
    int s2 = source.start(row + Math.min(2, last));
    int s3 = source.start(row + last);
    FloatVector a0 = FloatVector.fromArray(FLOATS, sums, at);
    FloatVector b0 = FloatVector.fromArray(FLOATS, sums, at + LANES);
    FloatVector a1 = FloatVector.fromArray(FLOATS, sums, at + OUTPUTS);
    FloatVector b1 = FloatVector.fromArray(FLOATS, sums, at + OUTPUTS + LANES);
    FloatVector a2 = FloatVector.fromArray(FLOATS, sums, at + 2 * OUTPUTS);
    FloatVector b2 = FloatVector.fromArray(FLOATS, sums, at + 2 * OUTPUTS + LANES);
    FloatVector a3 = FloatVector.fromArray(FLOATS, sums, at + 3 * OUTPUTS);
    FloatVector b3 = FloatVector.fromArray(FLOATS, sums, at + 3 * OUTPUTS + LANES);
    for (int k = from; k < to; k += 2) {
      long w = block + (long) k * INPUT_BYTES;
      IntVector left = IntVector.fromMemorySegment(INTS, data, w, ORDER);
      IntVector right = IntVector.fromMemorySegment(INTS, data, w + BYTES, ORDER);
      FloatVector a = first(left);
      FloatVector b = first(right);
      a0 = a.fma(broadcast(x[s0 + k]), a0);
      b0 = b.fma(broadcast(x[s0 + k]), b0);
      a1 = a.fma(broadcast(x[s1 + k]), a1);
      b1 = b.fma(broadcast(x[s1 + k]), b1);
      a2 = a.fma(broadcast(x[s2 + k]), a2);
      b2 = b.fma(broadcast(x[s2 + k]), b2);
      a3 = a.fma(broadcast(x[s3 + k]), a3);
      b3 = b.fma(broadcast(x[s3 + k]), b3);
      a = second(left);
      b = second(right);
      a0 = a.fma(broadcast(x[s0 + k + 1]), a0);
      b0 = b.fma(broadcast(x[s0 + k + 1]), b0);
      a1 = a.fma(broadcast(x[s1 + k + 1]), a1);
      b1 = b.fma(broadcast(x[s1 + k + 1]), b1);
      a2 = a.fma(broadcast(x[s2 + k + 1]), a2);
      b2 = b.fma(broadcast(x[s2 + k + 1]), b2);
      a3 = a.fma(broadcast(x[s3 + k + 1]), a3);
      b3 = b.fma(broadcast(x[s3 + k + 1]), b3);
    }
    a0.intoArray(sums, at);
    b0.intoArray(sums, at + LANES);
    a1.intoArray(sums, at + OUTPUTS);
    b1.intoArray(sums, at + OUTPUTS + LANES);
    a2.intoArray(sums, at + 2 * OUTPUTS);
    b2.intoArray(sums, at + 2 * OUTPUTS + LANES);
    a3.intoArray(sums, at + 3 * OUTPUTS);
    b3.intoArray(sums, at + 3 * OUTPUTS + LANES);
  }

  private static FloatVector broadcast(float x) {
    return FloatVector.broadcast(FLOATS, x);
  }

  private static FloatVector first(IntVector pairs) {
    return pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static FloatVector second(IntVector pairs) {
    return pairs.and(UPPER).reinterpretAsFloats();
  }
}
