package org.hawser.inference.core.math;

import java.lang.foreign.MemorySegment;

/// What a decoder computes number by number. Segments are f32; "at" is in bytes.
public interface DecoderMath {
  static DecoderMath best() {
    return VectorModule.present() ? new SimdDecoderMath() : new ScalarDecoderMath();
  }

  /// `target = source / sqrt(mean(source^2) + epsilon) * weights`, which may be in place.
  void rmsNorm(
      MemorySegment source,
      long at,
      float[] weights,
      double epsilon,
      MemorySegment target,
      long targetAt);

  /// `gate = silu(gate) * up` with silu(x) = x / (1 + e^-x).
  void silu(MemorySegment gate, long gateAt, MemorySegment up, long upAt, int count);

  /// `gate = gelu(gate) * up` with the tanh form of gelu (arXiv 1606.08415, section 2), which is
  /// x / (1 + e^-2u), u = sqrt(2/pi) (x + 0.044715 x^3).
  void gelu(MemorySegment gate, long gateAt, MemorySegment up, long upAt, int count);

  /// `target += source`
  void add(MemorySegment source, long at, MemorySegment target, long targetAt, int count);
}
