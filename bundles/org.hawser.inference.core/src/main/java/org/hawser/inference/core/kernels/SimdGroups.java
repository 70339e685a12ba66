package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.core.math.SimdMath;

/// [BlockProduct#quantise] with the Vector API, bit for bit.
final class SimdGroups {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  /// As many bytes as there are ints in a vector, or twice as many: no vector is shorter.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(Long.SIZE, LANES * Byte.SIZE)));

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT.withOrder(ORDER);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ORDER);
  private static final int GROUP = FourBitWeights.GROUP;

  private SimdGroups() {}

  /// @param count groups that follow each other
  static void quantise(float[] values, int count, GroupedSource target) {
    for (int group = 0; group < count; group++) {
      int from = group * GROUP;
      float largest = largest(values, from);
      int sum = quantise(values, from, BlockProduct.inverse(largest), target.numbers());
      target.scales().setAtIndex(FLOAT, group, largest / Byte.MAX_VALUE);
      target.corrections().setAtIndex(INT, group, -8 * sum);
    }
  }

  private static float largest(float[] values, int from) {
    FloatVector largest = FloatVector.zero(FLOATS);
    for (int i = 0; i < GROUP; i += LANES) {
      largest = largest.max(FloatVector.fromArray(FLOATS, values, from + i).abs());
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }

  /// Writes the whole numbers of a group.
  ///
  /// @return their sum
  private static int quantise(float[] values, int from, float inverse, MemorySegment numbers) {
    IntVector sum = IntVector.zero(INTS);
    for (int i = from; i < from + GROUP; i += BYTES.length()) {
      IntVector whole = whole(values, i, inverse);
      sum = sum.add(whole);
      ByteVector bytes = (ByteVector) whole.convertShape(VectorOperators.I2B, BYTES, 0);
      if (BYTES.length() > LANES) {
        whole = whole(values, i + LANES, inverse);
        sum = sum.add(whole);
        bytes = bytes.or(whole.convertShape(VectorOperators.I2B, BYTES, -1));
      }
      bytes.intoMemorySegment(numbers, i, ORDER);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  /// The nearest whole numbers; zeros for what is no number, whose low byte is zero.
  private static IntVector whole(float[] values, int from, float inverse) {
    return FloatVector.fromArray(FLOATS, values, from)
        .mul(inverse)
        .add(SimdMath.ROUNDER)
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 24)
        .lanewise(VectorOperators.ASHR, 24);
  }
}
