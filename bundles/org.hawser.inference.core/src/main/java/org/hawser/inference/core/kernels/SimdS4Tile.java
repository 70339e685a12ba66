package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.math.SimdMath;

/// A block of [FourBitWeights] as S8, for products with many rows: then this takes a few percent of
/// the time, and eight bits multiply at twice the rate of the next larger type. Four inputs of an
/// output stay side by side.
final class SimdS4Tile {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int LANES = INTS.length();
  private static final int OUTPUTS = FourBitWeights.OUTPUTS;
  private static final int GROUP = FourBitWeights.GROUP;
  /// Outputs of the lower or the upper halves of the bytes of a line.
  private static final int HALF = 16;

  private static final int QUAD = OUTPUTS * 4;
  private static final short LOW = 0xF;
  private static final short UPPER = (short) 0xFF00;

  private SimdS4Tile() {}

  /// @param work room for a number per output
  static void unpack(
      FourBitWeights weights, int output, float[] factors, int[] work, MemorySegment target) {
    MemorySegment data = weights.data();
    int inputs = weights.inputs();
    long block = FourBitWeights.bytes(output, inputs);
    for (int group = 0; group < FourBitWeights.groups(inputs); group++) {
      long from = block + (long) group * FourBitWeights.GROUP_BYTES;
      multipliers(data, from + FourBitWeights.NUMBER_BYTES, factors, output, work);
      long to = (long) group * (GROUP / 4) * QUAD;
      for (int n = 0; n < OUTPUTS; n += 2 * HALF) {
        for (int lane = n; lane < n + HALF; lane += LANES) {
          line(data, from + n * 2L + (lane - n) * 4L, work, lane, target, to + lane * 4L);
        }
      }
    }
    clear(inputs, target);
  }

  /// A multiplier per output of a group, twice in an int.
  private static void multipliers(
      MemorySegment scales, long at, float[] factors, int output, int[] work) {
    for (int n = 0; n < OUTPUTS; n += LANES) {
      FloatVector factor = FloatVector.fromArray(FLOATS, factors, output + n);
      FloatVector product = SimdHalves.load(scales, at + n * 2L).mul(factor);
      IntVector whole = product.add(SimdMath.ROUNDER).reinterpretAsInts();
      whole = whole.sub(SimdMath.ROUNDER_BITS);
      whole.and(0xFFFF).or(whole.lanewise(VectorOperators.LSHL, 16)).intoArray(work, n);
    }
  }

  /// A vector of a line of all inputs of a group.
  private static void line(
      MemorySegment data, long from, int[] multipliers, int n, MemorySegment target, long to) {
    ShortVector low = ShortVector.broadcast(SHORTS, LOW);
    ShortVector lower = IntVector.fromArray(INTS, multipliers, n).reinterpretAsShorts();
    ShortVector upper = IntVector.fromArray(INTS, multipliers, n + HALF).reinterpretAsShorts();
    ShortVector roundLower = rounding(lower);
    ShortVector roundUpper = rounding(upper);
    for (int quad = 0; quad < GROUP / 4; quad++) {
      long at = from + (long) quad * FourBitWeights.QUAD_BYTES;
      ShortVector four = ShortVector.fromMemorySegment(SHORTS, data, at, ORDER);
      ShortVector even = four.and(low).mul(lower).add(roundLower);
      ShortVector odd = four.lanewise(VectorOperators.LSHR, 8).and(low).mul(lower).add(roundLower);
      long place = to + (long) quad * QUAD;
      bytes(even, odd).intoMemorySegment(target, place, ORDER);
      even = four.lanewise(VectorOperators.LSHR, 4).and(low).mul(upper).add(roundUpper);
      odd = four.lanewise(VectorOperators.LSHR, 12).mul(upper).add(roundUpper);
      bytes(even, odd).intoMemorySegment(target, place + HALF * 4, ORDER);
    }
  }

  /// `128 - 8m`, as numbers enter as w + 8.
  private static ShortVector rounding(ShortVector multipliers) {
    return multipliers.mul((short) -8).add((short) 128);
  }

  /// The upper bytes.
  private static ShortVector bytes(ShortVector even, ShortVector odd) {
    return even.lanewise(VectorOperators.LSHR, 8).or(odd.and(UPPER));
  }

  /// Zeros for padded inputs: zero bits are numbers of their own before.
  private static void clear(int inputs, MemorySegment target) {
    int end = Math.ceilDiv(inputs, 4) * 4;
    for (int n = 0; n < OUTPUTS; n++) {
      for (int k = inputs; k < end; k++) {
        target.set(ValueLayout.JAVA_BYTE, k / 4 * (long) QUAD + n * 4L + k % 4, (byte) 0);
      }
    }
    long from = (long) end / 4 * QUAD;
    target.asSlice(from, WeightLayout.S8_BY_64.bytes(OUTPUTS, inputs) - from).fill((byte) 0);
  }
}
