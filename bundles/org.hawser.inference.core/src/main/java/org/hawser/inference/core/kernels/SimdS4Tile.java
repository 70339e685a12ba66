package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.math.SimdMath;

/// A block of [FourBitWeights] as S8, for products with many rows: then this takes a few percent of
/// the time, and eight bits multiply at twice the rate of the next larger type.
final class SimdS4Tile {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int LANES = SHORTS.length();
  private static final int OUTPUTS = FourBitWeights.OUTPUTS;
  private static final int GROUP = FourBitWeights.GROUP;
  private static final int ROW = FourBitWeights.ROW;
  private static final int NIBBLE = OUTPUTS / 4;
  private static final int QUAD = 64 * 4;

  private SimdS4Tile() {}

  static void unpack(
      FourBitWeights weights, int output, float[] factors, short[] work, MemorySegment target) {
    int inputs = weights.inputs();
    int groups = FourBitWeights.groups(inputs);
    long block = FourBitWeights.bytes(output, inputs);
    long half = WeightLayout.S8_BY_64.bytes(64, inputs);
    for (int group = 0; group < groups; group++) {
      long from = block + (long) group * FourBitWeights.GROUP_BYTES;
      multipliers(weights.data(), from + GROUP * ROW, factors, output, work);
      long to = (long) group * (GROUP / 4) * QUAD;
      for (int lane = 0; lane < NIBBLE; lane += LANES) {
        for (int p = 0; p < 4; p++) {
          long at = to + p / 2 * half + (p % 2 * NIBBLE + lane / 2) * 4L;
          nibbles(
              weights.data(), from + lane * 2L, 12 - 4 * p, work, p * NIBBLE + lane, target, at);
        }
      }
    }
    long end = (long) groups * (GROUP / 4) * QUAD;
    if (end < half) {
      target.asSlice(end, half - end).fill((byte) 0);
      target.asSlice(half + end, half - end).fill((byte) 0);
    }
  }

  /// Multipliers of a group, in the order of the shorts.
  private static void multipliers(
      MemorySegment scales, long at, float[] factors, int output, short[] work) {
    for (int n = 0; n < OUTPUTS; n += LANES) {
      int lower = n / NIBBLE * NIBBLE + n % NIBBLE / 2;
      int upper = lower + NIBBLE / 2;
      IntVector a = rounded(scales, at + lower * 2L, factors, output + lower);
      IntVector b = rounded(scales, at + upper * 2L, factors, output + upper);
      a.and(0xFFFF)
          .or(b.lanewise(VectorOperators.LSHL, 16))
          .reinterpretAsShorts()
          .intoArray(work, n);
    }
  }

  private static IntVector rounded(MemorySegment scales, long at, float[] factors, int output) {
    FloatVector factor = FloatVector.fromArray(FLOATS, factors, output);
    FloatVector product = SimdHalves.load(scales, at).mul(factor);
    return product.add(SimdMath.ROUNDER).reinterpretAsInts().sub(SimdMath.ROUNDER_BITS);
  }

  /// One nibble of every short of a group: 32 outputs, or as many as a vector has shorts.
  ///
  /// @param left how far the nibble is from the top
  private static void nibbles(
      MemorySegment data,
      long from,
      int left,
      short[] multipliers,
      int multiplier,
      MemorySegment target,
      long to) {
    ShortVector m = ShortVector.fromArray(SHORTS, multipliers, multiplier);
    ShortVector round = ShortVector.broadcast(SHORTS, (short) 128);
    ShortVector low = ShortVector.broadcast(SHORTS, (short) 0xFF);
    for (int quad = 0; quad < GROUP / 4; quad++) {
      long at = from + (long) quad * 4 * ROW;
      ShortVector a = eightBits(data, at, left, m, round);
      ShortVector b = eightBits(data, at + ROW, left, m, round);
      ShortVector c = eightBits(data, at + 2 * ROW, left, m, round);
      ShortVector d = eightBits(data, at + 3 * ROW, left, m, round);
      IntVector ab = a.and(low).or(b.lanewise(VectorOperators.LSHL, 8)).reinterpretAsInts();
      IntVector cd = c.and(low).or(d.lanewise(VectorOperators.LSHL, 8)).reinterpretAsInts();
      long place = to + (long) quad * QUAD;
      ab.and(0xFFFF)
          .or(cd.lanewise(VectorOperators.LSHL, 16))
          .intoMemorySegment(target, place, ORDER);
      ab.lanewise(VectorOperators.LSHR, 16)
          .or(cd.and(0xFFFF0000))
          .intoMemorySegment(target, place + NIBBLE / 2 * 4, ORDER);
    }
  }

  private static ShortVector eightBits(
      MemorySegment data, long at, int left, ShortVector multiplier, ShortVector round) {
    return ShortVector.fromMemorySegment(SHORTS, data, at, ORDER)
        .lanewise(VectorOperators.LSHL, left)
        .lanewise(VectorOperators.ASHR, 12)
        .mul(multiplier)
        .add(round)
        .lanewise(VectorOperators.ASHR, 8);
  }
}
