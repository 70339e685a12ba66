package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;

/// Q2_K and Q3_K: per half of 128 elements, 32 bytes hold four planes of bit pairs, and each plane
/// has one scale per 16 elements.
final class Q2Q3 {
  private Q2Q3() {}

  /// 16 bytes of scales (low nibble) and minima (high nibble), 64 bytes of bit pairs, f16 scale of
  /// the scales, f16 scale of the minima.
  static void q2(MemorySegment source, long offset, float[] target, int at) {
    float scale = Blocks.f16(source, offset + 80);
    float minimum = Blocks.f16(source, offset + 82);
    for (int group = 0; group < 16; group++) {
      int both = Blocks.unsignedByte(source, offset + group);
      float groupScale = scale * (both & 0xF);
      float groupMinimum = minimum * (both >> 4);
      long quants = offset + 16 + quantsOf(group);
      int shift = shiftOf(group);
      for (int l = 0; l < 16; l++) {
        int q = (Blocks.unsignedByte(source, quants + l) >> shift) & 3;
        target[at + group * 16 + l] = groupScale * q - groupMinimum;
      }
    }
  }

  /// 32 bytes of third bits (clear means subtract 4), 64 bytes of bit pairs, 12 bytes with sixteen
  /// 6-bit scales, f16 scale.
  static void q3(MemorySegment source, long offset, float[] target, int at) {
    float scale = Blocks.f16(source, offset + 108);
    for (int group = 0; group < 16; group++) {
      float groupScale = scale * (sixBitScale(source, offset + 96, group) - 32);
      long quants = offset + 32 + quantsOf(group);
      long thirdBits = offset + (group % 2) * 16;
      int mask = 1 << (group / 2);
      int shift = shiftOf(group);
      for (int l = 0; l < 16; l++) {
        int q = (Blocks.unsignedByte(source, quants + l) >> shift) & 3;
        int less = (Blocks.unsignedByte(source, thirdBits + l) & mask) == 0 ? 4 : 0;
        target[at + group * 16 + l] = groupScale * (q - less);
      }
    }
  }

  private static long quantsOf(int group) {
    return group / 8 * 32L + group % 2 * 16L;
  }

  private static int shiftOf(int group) {
    return group % 8 / 2 * 2;
  }

  /// Low nibbles: bytes 0-7, first all low halves, then all high halves. High bit pairs: bytes
  /// 8-11, one plane per four scales.
  private static int sixBitScale(MemorySegment source, long scales, int group) {
    int low = Blocks.unsignedByte(source, scales + group % 8) >> (group / 8 * 4) & 0xF;
    int high = Blocks.unsignedByte(source, scales + 8 + group % 4) >> (group / 4 * 2) & 3;
    return low | high << 4;
  }
}
