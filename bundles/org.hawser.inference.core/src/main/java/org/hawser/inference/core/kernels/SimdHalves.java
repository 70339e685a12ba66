package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// f16 numbers as f32.
final class SimdHalves {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(INTS.vectorBitSize() / 2));

  private SimdHalves() {}

  /// Sign, exponent and mantissa are put at their places in f32 and the exponent is corrected by a
  /// multiplication, which makes subnormal numbers right as well. Not for infinities.
  static FloatVector load(MemorySegment halves, long at) {
    ShortVector shorts = ShortVector.fromMemorySegment(HALVES, halves, at, ByteOrder.LITTLE_ENDIAN);
    IntVector bits = (IntVector) shorts.convertShape(VectorOperators.S2I, INTS, 0);
    return bits.lanewise(VectorOperators.LSHL, 13)
        .and(0x8FFFE000)
        .reinterpretAsFloats()
        .mul(0x1p112f);
  }
}
