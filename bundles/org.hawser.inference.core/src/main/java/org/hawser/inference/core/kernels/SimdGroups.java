package org.hawser.inference.core.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.core.math.SimdMath;

/// [BlockSource#quantise] of one group with the Vector API, bit for bit.
final class SimdGroups {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(INTS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();
  private static final int GROUP = FourBitWeights.GROUP;

  private SimdGroups() {}

  /// The largest absolute value of a group.
  static float largest(float[] values, int from) {
    FloatVector largest = FloatVector.zero(FLOATS);
    for (int i = 0; i < GROUP; i += LANES) {
      largest = largest.max(FloatVector.fromArray(FLOATS, values, from + i).abs());
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }

  /// Writes the whole numbers of a group.
  ///
  /// @return their sum
  static int quantise(float[] values, int from, float inverse, short[] groups, int to) {
    IntVector sum = IntVector.zero(INTS);
    for (int i = 0; i < GROUP; i += LANES) {
      IntVector whole =
          FloatVector.fromArray(FLOATS, values, from + i)
              .mul(inverse)
              .add(SimdMath.ROUNDER)
              .reinterpretAsInts()
              .sub(SimdMath.ROUNDER_BITS);
      sum = sum.add(whole);
      ((ShortVector) whole.convertShape(VectorOperators.I2S, HALVES, 0)).intoArray(groups, to + i);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
