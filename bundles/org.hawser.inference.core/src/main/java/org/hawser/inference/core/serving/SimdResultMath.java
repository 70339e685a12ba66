package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [ResultMath] with the Vector API.
final class SimdResultMath implements ResultMath {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final ScalarResultMath scalar = new ScalarResultMath();

  @Override
  public void scale(
      MemorySegment sums,
      long at,
      int zeroPoint,
      float scale,
      Outputs outputs,
      int output,
      int count,
      MemorySegment target,
      long to,
      boolean add) {
    int whole = FLOATS.loopBound(count);
    for (int n = 0; n < whole; n += LANES) {
      IntVector sum = IntVector.fromMemorySegment(INTS, sums, at + n * 4L, ORDER);
      IntVector less = IntVector.fromArray(INTS, outputs.rowSums(), output + n).mul(zeroPoint);
      FloatVector exact = (FloatVector) sum.sub(less).convert(VectorOperators.I2F, 0);
      FloatVector factor = FloatVector.fromArray(FLOATS, outputs.scales(), output + n).mul(scale);
      store(exact.mul(factor), outputs.bias(), output + n, target, to + n * 4L, add);
    }
    if (whole < count) {
      long past = whole * 4L;
      int rest = count - whole;
      int first = output + whole;
      scalar.scale(sums, at + past, zeroPoint, scale, outputs, first, rest, target, to + past, add);
    }
  }

  @Override
  public void store(
      MemorySegment sums,
      long at,
      Outputs outputs,
      int output,
      int count,
      MemorySegment target,
      long to,
      boolean add) {
    int whole = FLOATS.loopBound(count);
    for (int n = 0; n < whole; n += LANES) {
      FloatVector sum = FloatVector.fromMemorySegment(FLOATS, sums, at + n * 4L, ORDER);
      store(sum, outputs.bias(), output + n, target, to + n * 4L, add);
    }
    if (whole < count) {
      long past = whole * 4L;
      int rest = count - whole;
      scalar.store(sums, at + past, outputs, output + whole, rest, target, to + past, add);
    }
  }

  private static void store(
      FloatVector sum, float[] bias, int output, MemorySegment target, long to, boolean add) {
    FloatVector value = bias == null ? sum : sum.add(FloatVector.fromArray(FLOATS, bias, output));
    FloatVector stored =
        add ? value.add(FloatVector.fromMemorySegment(FLOATS, target, to, ORDER)) : value;
    stored.intoMemorySegment(target, to, ORDER);
  }
}
