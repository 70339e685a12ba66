package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// A block of [FourBitWeights]. Sources are whole numbers of 8 bits: the sum of a group of 32
/// inputs is below 2^15, so it is exact in shorts, twice as many lanes as floats. Weights enter as
/// w + 8, and sums wrap around on the way.
///
/// The inner loops stay small, and too large to be inlined: past some number of vector operations
/// the compiler gives up and puts every vector on the heap.
final class SimdS4Block {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int LANES = SHORTS.length();
  private static final int OUTPUTS = FourBitWeights.OUTPUTS;
  private static final int GROUP = FourBitWeights.GROUP;
  private static final int ROW = FourBitWeights.ROW;
  private static final int NIBBLE = OUTPUTS / 4;
  private static final int GROUP_BYTES = FourBitWeights.GROUP_BYTES;
  private static final int LINE = 64;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final short SIGNS = (short) 0x8888;
  private static final short LOW = 0xF;

  private SimdS4Block() {}

  /// Leaves output n of row r at `128r + n` of the source's sums.
  ///
  /// @param rows at most four; those beyond the last are the last again
  /// @param ahead whether weights are read into the cache before they are multiplied
  static void multiply(
      FourBitWeights weights, int output, BlockSource source, int row, int rows, boolean ahead) {
    Arrays.fill(source.sums, 0, rows * OUTPUTS, 0);
    int groups = FourBitWeights.groups(weights.inputs());
    long block = FourBitWeights.bytes(output, weights.inputs());
    for (int first = 0; first < groups; first += BlockSource.GROUPS) {
      int count = Math.min(BlockSource.GROUPS, groups - first);
      if (ahead) {
        long from = block + (long) first * GROUP_BYTES;
        source.read = read(weights.data(), from, from + (long) count * GROUP_BYTES);
      }
      for (int group = 0; group < count; group++) {
        long at = block + (long) (first + group) * GROUP_BYTES;
        int to = group * BlockProduct.ROWS * OUTPUTS;
        sum(weights.data(), at, source, row, rows, first + group, to);
      }
      for (int r = 0; r < rows; r++) {
        long scales = block + (long) first * GROUP_BYTES + GROUP * ROW;
        scale(source, row + r, r, first, count, weights.data(), scales);
      }
    }
  }

  /// Touches every line of whole groups. The inner loops need so many operations per line that
  /// few reads are under way at a time; here hardly anything else is.
  private static int read(MemorySegment data, long from, long to) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (long at = from; at < to; at += 4 * LINE) {
      a = a.or(IntVector.fromMemorySegment(INTS, data, at, ORDER));
      b = b.or(IntVector.fromMemorySegment(INTS, data, at + LINE, ORDER));
      c = c.or(IntVector.fromMemorySegment(INTS, data, at + 2 * LINE, ORDER));
      d = d.or(IntVector.fromMemorySegment(INTS, data, at + 3 * LINE, ORDER));
    }
    return a.or(b).or(c.or(d)).lane(0);
  }

  /// Sums of one group.
  private static void sum(
      MemorySegment data, long at, BlockSource source, int row, int rows, int group, int to) {
    short[] x = source.groups();
    int s0 = source.groupStart(row, group);
    int s1 = source.groupStart(row + Math.min(1, rows - 1), group);
    int s2 = source.groupStart(row + Math.min(2, rows - 1), group);
    int s3 = source.groupStart(row + rows - 1, group);
    for (int lane = 0; lane < NIBBLE; lane += LANES) {
      if (rows == 1) {
        oneRow(data, at + lane * 2L, x, s0, source.shorts, to + lane);
      } else {
        fourRows(data, at + lane * 2L, x, s0, s1, s2, s3, source.shorts, to + lane);
      }
    }
  }

  private static void oneRow(
      MemorySegment data, long at, short[] x, int start, short[] sums, int to) {
    ShortVector signs = ShortVector.broadcast(SHORTS, SIGNS);
    ShortVector low = ShortVector.broadcast(SHORTS, LOW);
    ShortVector a = ShortVector.zero(SHORTS);
    ShortVector b = a;
    ShortVector c = a;
    ShortVector d = a;
    for (int k = 0; k < GROUP; k++) {
      ShortVector quads =
          ShortVector.fromMemorySegment(SHORTS, data, at + (long) k * ROW, ORDER)
              .lanewise(VectorOperators.XOR, signs);
      ShortVector factor = ShortVector.broadcast(SHORTS, x[start + k]);
      a = a.add(quads.and(low).mul(factor));
      b = b.add(quads.lanewise(VectorOperators.LSHR, 4).and(low).mul(factor));
      c = c.add(quads.lanewise(VectorOperators.LSHR, 8).and(low).mul(factor));
      d = d.add(quads.lanewise(VectorOperators.LSHR, 12).mul(factor));
    }
    a.intoArray(sums, to);
    b.intoArray(sums, to + NIBBLE);
    c.intoArray(sums, to + 2 * NIBBLE);
    d.intoArray(sums, to + 3 * NIBBLE);
  }

  private static void fourRows(
      MemorySegment data,
      long at,
      short[] x,
      int s0,
      int s1,
      int s2,
      int s3,
      short[] sums,
      int to) {
    ShortVector signs = ShortVector.broadcast(SHORTS, SIGNS);
    ShortVector low = ShortVector.broadcast(SHORTS, LOW);
    ShortVector a0 = ShortVector.zero(SHORTS);
    ShortVector a1 = a0;
    ShortVector a2 = a0;
    ShortVector a3 = a0;
    ShortVector b0 = a0;
    ShortVector b1 = a0;
    ShortVector b2 = a0;
    ShortVector b3 = a0;
    ShortVector c0 = a0;
    ShortVector c1 = a0;
    ShortVector c2 = a0;
    ShortVector c3 = a0;
    ShortVector d0 = a0;
    ShortVector d1 = a0;
    ShortVector d2 = a0;
    ShortVector d3 = a0;
    for (int k = 0; k < GROUP; k++) {
      ShortVector quads =
          ShortVector.fromMemorySegment(SHORTS, data, at + (long) k * ROW, ORDER)
              .lanewise(VectorOperators.XOR, signs);
      ShortVector x0 = ShortVector.broadcast(SHORTS, x[s0 + k]);
      ShortVector x1 = ShortVector.broadcast(SHORTS, x[s1 + k]);
      ShortVector x2 = ShortVector.broadcast(SHORTS, x[s2 + k]);
      ShortVector x3 = ShortVector.broadcast(SHORTS, x[s3 + k]);
      ShortVector weights = quads.and(low);
      a0 = a0.add(weights.mul(x0));
      a1 = a1.add(weights.mul(x1));
      a2 = a2.add(weights.mul(x2));
      a3 = a3.add(weights.mul(x3));
      weights = quads.lanewise(VectorOperators.LSHR, 4).and(low);
      b0 = b0.add(weights.mul(x0));
      b1 = b1.add(weights.mul(x1));
      b2 = b2.add(weights.mul(x2));
      b3 = b3.add(weights.mul(x3));
      weights = quads.lanewise(VectorOperators.LSHR, 8).and(low);
      c0 = c0.add(weights.mul(x0));
      c1 = c1.add(weights.mul(x1));
      c2 = c2.add(weights.mul(x2));
      c3 = c3.add(weights.mul(x3));
      weights = quads.lanewise(VectorOperators.LSHR, 12);
      d0 = d0.add(weights.mul(x0));
      d1 = d1.add(weights.mul(x1));
      d2 = d2.add(weights.mul(x2));
      d3 = d3.add(weights.mul(x3));
    }
    a0.intoArray(sums, to);
    b0.intoArray(sums, to + NIBBLE);
    c0.intoArray(sums, to + 2 * NIBBLE);
    d0.intoArray(sums, to + 3 * NIBBLE);
    a1.intoArray(sums, to + OUTPUTS);
    b1.intoArray(sums, to + OUTPUTS + NIBBLE);
    c1.intoArray(sums, to + OUTPUTS + 2 * NIBBLE);
    d1.intoArray(sums, to + OUTPUTS + 3 * NIBBLE);
    a2.intoArray(sums, to + 2 * OUTPUTS);
    b2.intoArray(sums, to + 2 * OUTPUTS + NIBBLE);
    c2.intoArray(sums, to + 2 * OUTPUTS + 2 * NIBBLE);
    d2.intoArray(sums, to + 2 * OUTPUTS + 3 * NIBBLE);
    a3.intoArray(sums, to + 3 * OUTPUTS);
    b3.intoArray(sums, to + 3 * OUTPUTS + NIBBLE);
    c3.intoArray(sums, to + 3 * OUTPUTS + 2 * NIBBLE);
    d3.intoArray(sums, to + 3 * OUTPUTS + 3 * NIBBLE);
  }

  /// Adds the sums of some groups of a row, scaled.
  private static void scale(
      BlockSource source,
      int row,
      int r,
      int firstGroup,
      int count,
      MemorySegment scales,
      long at) {
    for (int n = 0; n < OUTPUTS; n += LANES) {
      // Lower shorts are outputs 0..15 of a nibble, upper ones 16..31.
      int lower = n / NIBBLE * NIBBLE + n % NIBBLE / 2;
      scale(
          source.shorts,
          r * OUTPUTS + n,
          count,
          source.groups(),
          source.groupStart(row, firstGroup) + GROUP,
          source.groupScales(),
          source.groupScaleStart(row) + firstGroup,
          scales,
          at + lower * 2L,
          source.sums,
          r * OUTPUTS + lower);
    }
  }

  private static void scale(
      short[] groupSums,
      int from,
      int count,
      short[] corrections,
      int correction,
      float[] factors,
      int factor,
      MemorySegment scales,
      long at,
      float[] sums,
      int to) {
    FloatVector lower = FloatVector.fromArray(FLOATS, sums, to);
    FloatVector upper = FloatVector.fromArray(FLOATS, sums, to + NIBBLE / 2);
    for (int group = 0; group < count; group++) {
      IntVector pairs =
          ShortVector.fromArray(SHORTS, groupSums, from + group * BlockProduct.ROWS * OUTPUTS)
              .sub(corrections[correction + group * (GROUP + 1)])
              .reinterpretAsInts();
      FloatVector both = FloatVector.broadcast(FLOATS, factors[factor + group]);
      long scale = at + (long) group * GROUP_BYTES;
      IntVector whole = pairs.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16);
      FloatVector exact = (FloatVector) whole.convert(VectorOperators.I2F, 0);
      lower = exact.fma(SimdHalves.load(scales, scale).mul(both), lower);
      exact =
          (FloatVector) pairs.lanewise(VectorOperators.ASHR, 16).convert(VectorOperators.I2F, 0);
      upper = exact.fma(SimdHalves.load(scales, scale + NIBBLE).mul(both), upper);
    }
    lower.intoArray(sums, to);
    upper.intoArray(sums, to + NIBBLE / 2);
  }
}
