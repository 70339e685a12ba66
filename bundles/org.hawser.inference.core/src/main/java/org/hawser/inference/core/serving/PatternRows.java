package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Weights made of the numbers of their places, for measurements: quick to make, of every size.
record PatternRows(int outputs, int inputs) implements WeightRows {
  private static final short SCALE = Float.floatToFloat16(0.003f);

  @Override
  public void row(int output, float[] target) {
    for (int k = 0; k < target.length; k++) {
      target[k] = ((output * 31 + k * 17) % 255 - 127) * 0.0002f;
    }
  }

  @Override
  public boolean fourBitRow(int output, byte[] values, short[] scales) {
    for (int k = 0; k < values.length; k++) {
      values[k] = (byte) ((output * 31 + k * 17) % 16 - 8);
    }
    Arrays.fill(scales, SCALE);
    return true;
  }

  @Override
  public float[] bias() {
    return null;
  }

  /// Sources of the same kind.
  static void fill(MemorySegment source) {
    for (long i = 0; i < source.byteSize() / Float.BYTES; i++) {
      source.setAtIndex(ValueLayout.JAVA_FLOAT, i, (i * 7919 % 2001 - 1000) * 0.001f);
    }
  }
}
