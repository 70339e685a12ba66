package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;

/// Blocks of 32 elements with one scale, and in the `_1` types one minimum. Element j and element
/// j + 16 share a byte.
record BlocksOf32(GgmlType type) implements Dequantizer {
  private static final int HALF = 16;

  @Override
  public void block(MemorySegment source, long offset, float[] target, int at) {
    float scale = Blocks.f16(source, offset);
    switch (type) {
      case Q8_0 -> q8(source, offset + 2, scale, target, at);
      case Q4_0 -> q4(source, offset + 2, scale, target, at);
      case Q4_1 -> q4(source, offset + 4, scale, Blocks.f16(source, offset + 2), target, at);
      case Q5_0 -> q5(source, offset + 2, scale, target, at);
      case Q5_1 -> q5(source, offset + 4, scale, Blocks.f16(source, offset + 2), target, at);
      default -> NonLinear.half32(source, offset + 2, scale, target, at);
    }
  }

  private static void q8(MemorySegment source, long quants, float scale, float[] target, int at) {
    for (int j = 0; j < 2 * HALF; j++) {
      target[at + j] = Blocks.signedByte(source, quants + j) * scale;
    }
  }

  private static void q4(MemorySegment source, long quants, float scale, float[] target, int at) {
    for (int j = 0; j < HALF; j++) {
      int pair = Blocks.unsignedByte(source, quants + j);
      target[at + j] = ((pair & 0xF) - 8) * scale;
      target[at + j + HALF] = ((pair >> 4) - 8) * scale;
    }
  }

  private static void q4(
      MemorySegment source, long quants, float scale, float minimum, float[] target, int at) {
    for (int j = 0; j < HALF; j++) {
      int pair = Blocks.unsignedByte(source, quants + j);
      target[at + j] = (pair & 0xF) * scale + minimum;
      target[at + j + HALF] = (pair >> 4) * scale + minimum;
    }
  }

  /// Bit j of the first four bytes is the fifth bit of element j.
  private static void q5(MemorySegment source, long bits, float scale, float[] target, int at) {
    int high = Blocks.integer(source, bits);
    for (int j = 0; j < HALF; j++) {
      int pair = Blocks.unsignedByte(source, bits + 4 + j);
      target[at + j] = (((pair & 0xF) | fifthBit(high, j)) - 16) * scale;
      target[at + j + HALF] = (((pair >> 4) | fifthBit(high, j + HALF)) - 16) * scale;
    }
  }

  private static void q5(
      MemorySegment source, long bits, float scale, float minimum, float[] target, int at) {
    int high = Blocks.integer(source, bits);
    for (int j = 0; j < HALF; j++) {
      int pair = Blocks.unsignedByte(source, bits + 4 + j);
      target[at + j] = ((pair & 0xF) | fifthBit(high, j)) * scale + minimum;
      target[at + j + HALF] = ((pair >> 4) | fifthBit(high, j + HALF)) * scale + minimum;
    }
  }

  private static int fifthBit(int high, int element) {
    return ((high >>> element) & 1) << 4;
  }
}
