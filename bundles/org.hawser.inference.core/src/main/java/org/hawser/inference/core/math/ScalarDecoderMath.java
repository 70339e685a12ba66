package org.hawser.inference.core.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// [DecoderMath] one number at a time: the yardstick for the vectorised form, and what runs without
/// the Vector API.
public final class ScalarDecoderMath implements DecoderMath {
  static final double TWICE_ROOT_TWO_BY_PI = 2 * Math.sqrt(2 / Math.PI);
  static final double CUBIC = 0.044715;

  @Override
  public void rmsNorm(
      MemorySegment source,
      long at,
      float[] weights,
      double epsilon,
      MemorySegment target,
      long targetAt) {
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double x = get(source, at, i);
      squares += x * x;
    }
    float scale = (float) (1 / Math.sqrt(squares / weights.length + epsilon));
    for (int i = 0; i < weights.length; i++) {
      set(target, targetAt, i, get(source, at, i) * scale * weights[i]);
    }
  }

  @Override
  public void silu(MemorySegment gate, long gateAt, MemorySegment up, long upAt, int count) {
    for (int i = 0; i < count; i++) {
      float x = get(gate, gateAt, i);
      set(gate, gateAt, i, (float) (x / (1 + Math.exp(-x))) * get(up, upAt, i));
    }
  }

  @Override
  public void gelu(MemorySegment gate, long gateAt, MemorySegment up, long upAt, int count) {
    for (int i = 0; i < count; i++) {
      double x = get(gate, gateAt, i);
      double twice = TWICE_ROOT_TWO_BY_PI * (x + CUBIC * x * x * x);
      set(gate, gateAt, i, (float) (x / (1 + Math.exp(-twice))) * get(up, upAt, i));
    }
  }

  @Override
  public void add(MemorySegment source, long at, MemorySegment target, long targetAt, int count) {
    for (int i = 0; i < count; i++) {
      set(target, targetAt, i, get(target, targetAt, i) + get(source, at, i));
    }
  }

  private static float get(MemorySegment x, long at, int index) {
    return x.get(ValueLayout.JAVA_FLOAT, at + (long) index * Float.BYTES);
  }

  private static void set(MemorySegment x, long at, int index, float value) {
    x.set(ValueLayout.JAVA_FLOAT, at + (long) index * Float.BYTES, value);
  }
}
