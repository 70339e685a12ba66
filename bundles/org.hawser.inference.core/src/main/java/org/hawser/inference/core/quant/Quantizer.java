package org.hawser.inference.core.quant;

import java.nio.ByteBuffer;
import org.hawser.inference.core.model.ModelFormatException;

/// Writes float32 as blocks of a type, rounding as ggml's reference quantisation does. For test
/// models and conversions; models are served as they were stored.
public final class Quantizer {
  private final GgmlType type;

  private Quantizer(GgmlType type) {
    this.type = type;
  }

  /// @param type F32, F16, BF16, Q8_0 or Q4_0
  public static Quantizer of(GgmlType type) {
    return switch (type) {
      case F32, F16, BF16, Q8_0, Q4_0 -> new Quantizer(type);
      default ->
          throw new ModelFormatException(
              "Cannot write " + type + ": choose F32, F16, BF16, Q8_0 or Q4_0.");
    };
  }

  /// Appends a row, a whole number of blocks.
  ///
  /// @param target little-endian, with room for the row
  public void row(float[] row, ByteBuffer target) {
    for (int from = 0; from < row.length; from += type.blockElements()) {
      switch (type) {
        case F32 -> target.putFloat(row[from]);
        case F16 -> target.putShort(Float.floatToFloat16(row[from]));
        case BF16 -> target.putShort(bf16(row[from]));
        case Q8_0 -> q8(row, from, target);
        default -> q4(row, from, target);
      }
    }
  }

  /// Nearest, ties to even; a number that is none stays none.
  private static short bf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 64);
    }
    return (short) ((bits + (0x7FFF + (bits >>> 16 & 1))) >>> 16);
  }

  private static void q8(float[] row, int from, ByteBuffer target) {
    float largest = 0;
    for (int j = 0; j < 32; j++) {
      largest = Math.max(largest, Math.abs(row[from + j]));
    }
    float scale = largest / 127;
    float inverse = scale == 0 ? 0 : 1 / scale;
    target.putShort(Float.floatToFloat16(scale));
    for (int j = 0; j < 32; j++) {
      target.put((byte) roundAwayFromZero(row[from + j] * inverse));
    }
  }

  private static void q4(float[] row, int from, ByteBuffer target) {
    float extreme = 0;
    for (int j = 0; j < 32; j++) {
      if (Math.abs(row[from + j]) > Math.abs(extreme)) {
        extreme = row[from + j];
      }
    }
    float scale = extreme / -8;
    float inverse = scale == 0 ? 0 : 1 / scale;
    target.putShort(Float.floatToFloat16(scale));
    for (int j = 0; j < 16; j++) {
      int low = Math.min(15, (int) (row[from + j] * inverse + 8.5f));
      int high = Math.min(15, (int) (row[from + j + 16] * inverse + 8.5f));
      target.put((byte) (low | high << 4));
    }
  }

  private static int roundAwayFromZero(float value) {
    return value < 0 ? -(int) (0.5f - value) : (int) (value + 0.5f);
  }
}
