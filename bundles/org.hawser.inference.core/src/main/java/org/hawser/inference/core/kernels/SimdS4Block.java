package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.api.kernels.FourBitWeights;

/// A block of [FourBitWeights], where no engine has code of its own for them. Numbers are
/// multiplied as shorts, twice as many lanes as floats: each of the two shorts of an output adds up
/// sixteen products of a group, which are below 2^15 together. Both shorts and the correction are
/// added modulo 2^16, as the true sum of a group is below 2^15 again.
///
/// The inner loops stay small and in methods of their own: past some number of vector operations
/// the compiler gives up and puts every vector on the heap.
final class SimdS4Block {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int LANES = INTS.length();
  private static final int OUTPUTS = FourBitWeights.OUTPUTS;
  private static final int GROUP_BYTES = FourBitWeights.GROUP_BYTES;
  /// Ints of factors of a group.
  private static final int FACTORS = FourBitWeights.GROUP / 2;

  /// Bytes that are read together: half of the four inputs of all outputs.
  private static final int LINE = 64;
  /// Outputs of the lower or the upper halves of the bytes of a line.
  private static final int HALF = 16;
  /// Shorts of sums of a line, and of the lower halves of its bytes.
  private static final int LINE_SUMS = 4 * HALF;

  private static final int HALF_SUMS = 2 * HALF;
  /// Shorts of sums of a row.
  private static final int ROW_SUMS = 2 * OUTPUTS;

  private static final int GROUP_SUMS = BlockProduct.ROWS * ROW_SUMS;
  private static final short LOW = 0xF;

  private SimdS4Block() {}

  /// Leaves output n of row r at `64r + n` of the source's sums.
  ///
  /// @param rows at most four; of three the last is computed twice
  /// @param ahead whether weights are read into the cache before they are multiplied
  static void multiply(
      FourBitWeights weights, int output, BlockSource source, int row, int rows, boolean ahead) {
    Arrays.fill(source.sums, 0, rows * OUTPUTS, 0);
    MemorySegment data = weights.data();
    int groups = FourBitWeights.groups(weights.inputs());
    long block = FourBitWeights.bytes(output, weights.inputs());
    for (int first = 0; first < groups; first += BlockSource.GROUPS) {
      int count = Math.min(BlockSource.GROUPS, groups - first);
      long from = block + (long) first * GROUP_BYTES;
      if (ahead) {
        source.read = read(data, from, from + (long) count * GROUP_BYTES);
      }
      for (int group = 0; group < count; group++) {
        long at = from + (long) group * GROUP_BYTES;
        sum(data, at, source, row, rows, (first + group) * FACTORS, group * GROUP_SUMS);
      }
      scales(data, from + FourBitWeights.NUMBER_BYTES, count, source.factors);
      for (int r = 0; r < rows; r++) {
        scale(source, r, source.firstGroup(row + r) + first, count);
      }
    }
  }

  /// Touches every line of whole groups. The inner loops need so many operations per line that
  /// few reads are under way at a time; here hardly anything else is.
  private static int read(MemorySegment data, long from, long to) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = a;
    IntVector c = a;
    for (long at = from; at < to; at += 3 * LINE) {
      a = a.or(IntVector.fromMemorySegment(INTS, data, at, ORDER));
      b = b.or(IntVector.fromMemorySegment(INTS, data, at + LINE, ORDER));
      c = c.or(IntVector.fromMemorySegment(INTS, data, at + 2 * LINE, ORDER));
    }
    return a.or(b).or(c).lane(0);
  }

  /// Sums of one group.
  ///
  /// @param factor where its factors begin in a row
  private static void sum(
      MemorySegment data, long at, BlockSource source, int row, int rows, int factor, int to) {
    int[] x = source.quads();
    for (int lane = 0; lane < HALF; lane += LANES) {
      long from = at + lane * 4L;
      int place = to + 2 * lane;
      if (rows == 1) {
        oneRow(data, from, x, source.quadStart(row) + factor, source.shorts, place);
      }
      for (int r = 0; rows > 1 && r < rows; r += 2) {
        int next = Math.min(r + 1, rows - 1);
        int s0 = source.quadStart(row + r) + factor;
        int s1 = source.quadStart(row + next) + factor;
        int to0 = place + r * ROW_SUMS;
        int to1 = place + next * ROW_SUMS;
        twoRows(data, from, x, s0, s1, source.shorts, to0, to1);
        twoRows(data, from + LINE, x, s0, s1, source.shorts, to0 + LINE_SUMS, to1 + LINE_SUMS);
      }
    }
  }

  /// A vector of each of the two lines of four inputs.
  private static void oneRow(
      MemorySegment data, long at, int[] x, int start, short[] sums, int to) {
    ShortVector low = ShortVector.broadcast(SHORTS, LOW);
    ShortVector a = ShortVector.zero(SHORTS);
    ShortVector b = a;
    ShortVector c = a;
    ShortVector d = a;
    for (int k = 0; k < FACTORS; k += 2) {
      long line = at + (long) k * LINE;
      ShortVector even = shorts(x[start + k]);
      ShortVector odd = shorts(x[start + k + 1]);
      ShortVector four = ShortVector.fromMemorySegment(SHORTS, data, line, ORDER);
      a =
          a.add(four.and(low).mul(even))
              .add(four.lanewise(VectorOperators.LSHR, 8).and(low).mul(odd));
      b =
          b.add(four.lanewise(VectorOperators.LSHR, 4).and(low).mul(even))
              .add(four.lanewise(VectorOperators.LSHR, 12).mul(odd));
      four = ShortVector.fromMemorySegment(SHORTS, data, line + LINE, ORDER);
      c =
          c.add(four.and(low).mul(even))
              .add(four.lanewise(VectorOperators.LSHR, 8).and(low).mul(odd));
      d =
          d.add(four.lanewise(VectorOperators.LSHR, 4).and(low).mul(even))
              .add(four.lanewise(VectorOperators.LSHR, 12).mul(odd));
    }
    a.intoArray(sums, to);
    b.intoArray(sums, to + HALF_SUMS);
    c.intoArray(sums, to + LINE_SUMS);
    d.intoArray(sums, to + LINE_SUMS + HALF_SUMS);
  }

  /// A vector of one line of four inputs.
  private static void twoRows(
      MemorySegment data, long at, int[] x, int s0, int s1, short[] sums, int to0, int to1) {
    ShortVector low = ShortVector.broadcast(SHORTS, LOW);
    ShortVector a0 = ShortVector.zero(SHORTS);
    ShortVector a1 = a0;
    ShortVector b0 = a0;
    ShortVector b1 = a0;
    for (int k = 0; k < FACTORS; k += 2) {
      ShortVector four = ShortVector.fromMemorySegment(SHORTS, data, at + (long) k * LINE, ORDER);
      ShortVector even0 = shorts(x[s0 + k]);
      ShortVector odd0 = shorts(x[s0 + k + 1]);
      ShortVector even1 = shorts(x[s1 + k]);
      ShortVector odd1 = shorts(x[s1 + k + 1]);
      ShortVector even = four.and(low);
      ShortVector odd = four.lanewise(VectorOperators.LSHR, 8).and(low);
      a0 = a0.add(even.mul(even0)).add(odd.mul(odd0));
      a1 = a1.add(even.mul(even1)).add(odd.mul(odd1));
      even = four.lanewise(VectorOperators.LSHR, 4).and(low);
      odd = four.lanewise(VectorOperators.LSHR, 12);
      b0 = b0.add(even.mul(even0)).add(odd.mul(odd0));
      b1 = b1.add(even.mul(even1)).add(odd.mul(odd1));
    }
    a0.intoArray(sums, to0);
    b0.intoArray(sums, to0 + HALF_SUMS);
    a1.intoArray(sums, to1);
    b1.intoArray(sums, to1 + HALF_SUMS);
  }

  private static ShortVector shorts(int pair) {
    return IntVector.broadcast(INTS, pair).reinterpretAsShorts();
  }

  /// The scales of some groups as floats, once for all rows.
  private static void scales(MemorySegment data, long at, int count, float[] factors) {
    for (int n = 0; n < OUTPUTS; n += LANES) {
      for (int g = 0; g < count; g++) {
        long from = at + (long) g * GROUP_BYTES + n * (long) Short.BYTES;
        SimdHalves.load(data, from).intoArray(factors, g * OUTPUTS + n);
      }
    }
  }

  /// Adds the sums of some groups of a row, scaled.
  ///
  /// @param group the first, among those of all rows
  private static void scale(BlockSource source, int r, int group, int count) {
    for (int n = 0; n < OUTPUTS; n += LANES) {
      scale(
          source.shorts,
          r * ROW_SUMS + 2 * n,
          count,
          source.corrections(),
          source.scales(),
          group,
          source.factors,
          n,
          source.sums,
          r * OUTPUTS + n);
    }
  }

  private static void scale(
      short[] pairs,
      int from,
      int count,
      int[] corrections,
      float[] sourceScales,
      int group,
      float[] factors,
      int factor,
      float[] sums,
      int to) {
    FloatVector sum = FloatVector.fromArray(FLOATS, sums, to);
    for (int g = 0; g < count; g++) {
      IntVector pair =
          ShortVector.fromArray(SHORTS, pairs, from + g * GROUP_SUMS).reinterpretAsInts();
      int correction = corrections[group + g] << 16;
      IntVector whole =
          pair.add(pair.lanewise(VectorOperators.LSHL, 16))
              .add(correction)
              .lanewise(VectorOperators.ASHR, 16);
      FloatVector exact = (FloatVector) whole.convert(VectorOperators.I2F, 0);
      FloatVector scale = FloatVector.fromArray(FLOATS, factors, factor + g * OUTPUTS);
      sum = exact.fma(scale.mul(sourceScales[group + g]), sum);
    }
    sum.intoArray(sums, to);
  }
}
