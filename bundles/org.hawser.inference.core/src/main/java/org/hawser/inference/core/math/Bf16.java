package org.hawser.inference.core.math;

/// The upper half of an f32.
public final class Bf16 {
  private Bf16() {}

  /// Rounds to nearest, ties to even; NaN stays NaN.
  public static short round(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > 0x7f800000) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
  }

  public static float toFloat(short value) {
    return Float.intBitsToFloat(value << 16);
  }
}
