package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// [ResultMath] without the Vector API.
final class ScalarResultMath implements ResultMath {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

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
    for (int n = 0; n < count; n++) {
      int sum = sums.get(ValueLayout.JAVA_INT, at + n * 4L);
      int exact = sum - zeroPoint * outputs.rowSums()[output + n];
      float value = exact * (scale * outputs.scales()[output + n]);
      store(value, outputs, output + n, target, to + n * 4L, add);
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
    for (int n = 0; n < count; n++) {
      store(sums.get(FLOAT, at + n * 4L), outputs, output + n, target, to + n * 4L, add);
    }
  }

  private static void store(
      float sum, Outputs outputs, int output, MemorySegment target, long to, boolean add) {
    float value = outputs.bias() == null ? sum : sum + outputs.bias()[output];
    target.set(FLOAT, to, add ? value + target.get(FLOAT, to) : value);
  }
}
