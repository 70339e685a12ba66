package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;

/// Q4_K and Q5_K: f16 scale of the scales, f16 scale of the minima, 12 bytes with eight 6-bit
/// scales and minima, one pair per 32 elements; 32 bytes of nibbles hold two groups.
final class Q4Q5 {
  private Q4Q5() {}

  static void q4(MemorySegment source, long offset, float[] target, int at) {
    for (int group = 0; group < 8; group++) {
      float scale = scale(source, offset, group);
      float minimum = minimum(source, offset, group);
      long quants = offset + 16 + group / 2 * 32L;
      int shift = group % 2 * 4;
      for (int l = 0; l < 32; l++) {
        int q = Blocks.unsignedByte(source, quants + l) >> shift & 0xF;
        target[at + group * 32 + l] = scale * q - minimum;
      }
    }
  }

  /// As Q4_K, with 32 bytes before the nibbles: bit g of byte l is the fifth bit of element l of
  /// group g.
  static void q5(MemorySegment source, long offset, float[] target, int at) {
    for (int group = 0; group < 8; group++) {
      float scale = scale(source, offset, group);
      float minimum = minimum(source, offset, group);
      long quants = offset + 48 + group / 2 * 32L;
      int shift = group % 2 * 4;
      for (int l = 0; l < 32; l++) {
        int low = Blocks.unsignedByte(source, quants + l) >> shift & 0xF;
        int fifth = Blocks.unsignedByte(source, offset + 16 + l) >> group & 1;
        target[at + group * 32 + l] = scale * (low + 16 * fifth) - minimum;
      }
    }
  }

  private static float scale(MemorySegment source, long offset, int group) {
    long packed = offset + 4;
    int bits =
        group < 4
            ? Blocks.unsignedByte(source, packed + group) & 63
            : (Blocks.unsignedByte(source, packed + group + 4) & 0xF)
                | (Blocks.unsignedByte(source, packed + group - 4) >> 6) << 4;
    return Blocks.f16(source, offset) * bits;
  }

  private static float minimum(MemorySegment source, long offset, int group) {
    long packed = offset + 4;
    int bits =
        group < 4
            ? Blocks.unsignedByte(source, packed + group + 4) & 63
            : (Blocks.unsignedByte(source, packed + group + 4) >> 4)
                | (Blocks.unsignedByte(source, packed + group) >> 6) << 4;
    return Blocks.f16(source, offset + 2) * bits;
  }
}
