package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// A block of 64 outputs in S8: an int lane holds four inputs of one output, two in each short. The
/// sum of two products of 8-bit numbers fits a short, as weights are at least -127; those sums, two
/// in an int t, are added up as Σt and as Σ(t >> 16), from which the sum of all lower and upper
/// halves follows.
///
/// The inner loops stay small, and too large to be inlined: past some number of vector operations
/// the compiler gives up and puts every vector on the heap.
final class SimdS8Block {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ORDER);
  private static final int LANES = INTS.length();
  private static final int BYTES = INTS.vectorByteSize();
  private static final int OUTPUTS = 64;
  private static final int QUAD = OUTPUTS * 4;
  /// Makes the lower short unsigned, so that it adds up without borrowing from the upper one.
  private static final int BIAS = 0x8000;

  private SimdS8Block() {}

  /// @param rows at most four; those beyond the last are the last again
  static void multiply(
      MemorySegment data, long block, BlockSource source, int row, int rows, MemorySegment target) {
    int[] x = source.quads();
    int quads = source.stride() / 4;
    int s0 = source.quadStart(row);
    int s1 = source.quadStart(row + Math.min(1, rows - 1));
    if (rows <= 2) {
      one(data, block, x, s0, quads, source, 0);
      if (rows == 2) {
        one(data, block, x, s1, quads, source, OUTPUTS);
      }
    } else {
      int s2 = source.quadStart(row + 2);
      int s3 = source.quadStart(row + rows - 1);
      for (int n = 0; n < OUTPUTS; n += LANES) {
        fourRows(data, block + n * 4L, x, s0, s1, s2, s3, quads, source.low, source.high, n);
      }
    }
    combine(source.low, source.high, rows * OUTPUTS, quads);
    MemorySegment.copy(source.low, 0, target, INT, 0, rows * OUTPUTS);
  }

  private static void one(
      MemorySegment data, long block, int[] x, int start, int quads, BlockSource source, int to) {
    for (int n = 0; n < OUTPUTS; n += 4 * LANES) {
      oneRow(data, block + n * 4L, x, start, quads, source.low, source.high, to + n);
    }
  }

  /// Four vectors of outputs.
  private static void oneRow(
      MemorySegment data, long at, int[] x, int start, int quads, int[] low, int[] high, int to) {
    IntVector bias = IntVector.broadcast(INTS, BIAS);
    IntVector a = IntVector.zero(INTS);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    IntVector upperA = a;
    IntVector upperB = a;
    IntVector upperC = a;
    IntVector upperD = a;
    for (int k = 0; k < 2 * quads; k += 2) {
      long w = at + (long) k * (QUAD / 2);
      ShortVector even = shorts(x[start + k]);
      ShortVector odd = shorts(x[start + k + 1]);
      IntVector t = sums(ShortVector.fromMemorySegment(SHORTS, data, w, ORDER), even, odd, bias);
      a = a.add(t);
      upperA = upperA.add(t.lanewise(VectorOperators.ASHR, 16));
      t = sums(ShortVector.fromMemorySegment(SHORTS, data, w + BYTES, ORDER), even, odd, bias);
      b = b.add(t);
      upperB = upperB.add(t.lanewise(VectorOperators.ASHR, 16));
      t = sums(ShortVector.fromMemorySegment(SHORTS, data, w + 2 * BYTES, ORDER), even, odd, bias);
      c = c.add(t);
      upperC = upperC.add(t.lanewise(VectorOperators.ASHR, 16));
      t = sums(ShortVector.fromMemorySegment(SHORTS, data, w + 3 * BYTES, ORDER), even, odd, bias);
      d = d.add(t);
      upperD = upperD.add(t.lanewise(VectorOperators.ASHR, 16));
    }
    a.intoArray(low, to);
    b.intoArray(low, to + LANES);
    c.intoArray(low, to + 2 * LANES);
    d.intoArray(low, to + 3 * LANES);
    upperA.intoArray(high, to);
    upperB.intoArray(high, to + LANES);
    upperC.intoArray(high, to + 2 * LANES);
    upperD.intoArray(high, to + 3 * LANES);
  }

  private static IntVector sums(
      ShortVector pairs, ShortVector even, ShortVector odd, IntVector bias) {
    ShortVector first = pairs.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
    ShortVector second = pairs.lanewise(VectorOperators.ASHR, 8);
    return first
        .mul(even)
        .add(second.mul(odd))
        .reinterpretAsInts()
        .lanewise(VectorOperators.XOR, bias);
  }

  /// One vector of outputs of four rows.
  private static void fourRows(
      MemorySegment data,
      long at,
      int[] x,
      int s0,
      int s1,
      int s2,
      int s3,
      int quads,
      int[] low,
      int[] high,
      int to) {
    IntVector bias = IntVector.broadcast(INTS, BIAS);
    IntVector a = IntVector.zero(INTS);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    IntVector upperA = a;
    IntVector upperB = a;
    IntVector upperC = a;
    IntVector upperD = a;
    for (int k = 0; k < quads; k++) {
      ShortVector pairs = ShortVector.fromMemorySegment(SHORTS, data, at + (long) k * QUAD, ORDER);
      ShortVector even = even(pairs);
      ShortVector odd = odd(pairs);
      IntVector t = sums(even, odd, x[s0 + 2 * k], x[s0 + 2 * k + 1], bias);
      a = a.add(t);
      upperA = upperA.add(t.lanewise(VectorOperators.ASHR, 16));
      t = sums(even, odd, x[s1 + 2 * k], x[s1 + 2 * k + 1], bias);
      b = b.add(t);
      upperB = upperB.add(t.lanewise(VectorOperators.ASHR, 16));
      t = sums(even, odd, x[s2 + 2 * k], x[s2 + 2 * k + 1], bias);
      c = c.add(t);
      upperC = upperC.add(t.lanewise(VectorOperators.ASHR, 16));
      t = sums(even, odd, x[s3 + 2 * k], x[s3 + 2 * k + 1], bias);
      d = d.add(t);
      upperD = upperD.add(t.lanewise(VectorOperators.ASHR, 16));
    }
    a.intoArray(low, to);
    b.intoArray(low, to + OUTPUTS);
    c.intoArray(low, to + 2 * OUTPUTS);
    d.intoArray(low, to + 3 * OUTPUTS);
    upperA.intoArray(high, to);
    upperB.intoArray(high, to + OUTPUTS);
    upperC.intoArray(high, to + 2 * OUTPUTS);
    upperD.intoArray(high, to + 3 * OUTPUTS);
  }

  private static IntVector sums(
      ShortVector even, ShortVector odd, int evenFactors, int oddFactors, IntVector bias) {
    return even.mul(shorts(evenFactors))
        .add(odd.mul(shorts(oddFactors)))
        .reinterpretAsInts()
        .lanewise(VectorOperators.XOR, bias);
  }

  private static ShortVector shorts(int pair) {
    return IntVector.broadcast(INTS, pair).reinterpretAsShorts();
  }

  private static ShortVector even(ShortVector pairs) {
    return pairs.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
  }

  private static ShortVector odd(ShortVector pairs) {
    return pairs.lanewise(VectorOperators.ASHR, 8);
  }

  /// `low = high + (low - high * 2^16) - quads * BIAS`, modulo 2^32 on the way.
  private static void combine(int[] low, int[] high, int count, int quads) {
    for (int n = 0; n < count; n++) {
      low[n] = high[n] + (low[n] - (high[n] << 16)) - quads * BIAS;
    }
  }
}
