package org.hawser.inference.core.math;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;

/// What a transformer does to activations between matrix products. All segments hold row-major f32
/// unless said otherwise; offsets and counts are in elements. Stateless.
public interface RowMath {
  /// The vectorised form where the Vector API and registers of 256 bits are at hand.
  static RowMath best() {
    return VectorModule.present() && SimdRowMath.fits() ? new SimdRowMath() : new ScalarRowMath();
  }

  /// `x = (x - mean) / sqrt(variance + epsilon) * gamma + beta`, for each row, in place.
  void layerNorm(MemorySegment x, int rows, float[] gamma, float[] beta, float epsilon);

  /// Softmax over the first `keys` elements of each row, in place; the rest of the row becomes 0.
  void softmax(MemorySegment x, long offset, int rows, int keys, int rowLength);

  /// Quantises to u8 with one scale and zero point, as ONNX DynamicQuantizeLinear does.
  ///
  /// @param measured elements from the start that decide the range
  /// @param count elements to quantise; those after `measured` saturate
  SourceQuantisation quantise(MemorySegment x, long measured, long count, MemorySegment u8);

  /// Rounds to bf16.
  void toBf16(MemorySegment x, long count, MemorySegment bf16);

  /// Range and resulting parameters as ONNX DynamicQuantizeLinear defines them: 0 is representable.
  static SourceQuantisation quantisation(float minimum, float maximum) {
    float low = Math.min(0, minimum);
    float scale = (Math.max(0, maximum) - low) / 255;
    if (!(scale > 0)) {
      return new SourceQuantisation(1, 0);
    }
    return new SourceQuantisation(scale, Math.clamp(Math.round(-low / scale), 0, 255));
  }
}
