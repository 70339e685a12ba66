package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;

/// Super-blocks of 256 elements: small quantised scales per 16 or 32 elements under one f16 scale.
record BlocksOf256(GgmlType type) implements Dequantizer {
  @Override
  public void block(MemorySegment source, long offset, float[] target, int at) {
    switch (type) {
      case Q2_K -> Q2Q3.q2(source, offset, target, at);
      case Q3_K -> Q2Q3.q3(source, offset, target, at);
      case Q4_K -> Q4Q5.q4(source, offset, target, at);
      case Q5_K -> Q4Q5.q5(source, offset, target, at);
      case Q6_K -> q6(source, offset, target, at);
      default -> iq4xs(source, offset, target, at);
    }
  }

  /// 128 bytes of low nibbles, 64 bytes of high bit pairs, 16 signed scales, f16 scale. Per half of
  /// 128 elements, byte l holds parts of elements l, l+32, l+64 and l+96.
  private static void q6(MemorySegment source, long offset, float[] target, int at) {
    float scale = Blocks.f16(source, offset + 208);
    for (int half = 0; half < 2; half++) {
      long low = offset + half * 64;
      long high = offset + 128 + half * 32;
      long scales = offset + 192 + half * 8;
      int to = at + half * 128;
      for (int l = 0; l < 32; l++) {
        int group = l / 16;
        int a = Blocks.unsignedByte(source, low + l);
        int b = Blocks.unsignedByte(source, low + l + 32);
        int bits = Blocks.unsignedByte(source, high + l);
        int q1 = ((a & 0xF) | ((bits & 3) << 4)) - 32;
        int q2 = ((b & 0xF) | (((bits >> 2) & 3) << 4)) - 32;
        int q3 = ((a >> 4) | (((bits >> 4) & 3) << 4)) - 32;
        int q4 = ((b >> 4) | (((bits >> 6) & 3) << 4)) - 32;
        target[to + l] = scale * Blocks.signedByte(source, scales + group) * q1;
        target[to + l + 32] = scale * Blocks.signedByte(source, scales + group + 2) * q2;
        target[to + l + 64] = scale * Blocks.signedByte(source, scales + group + 4) * q3;
        target[to + l + 96] = scale * Blocks.signedByte(source, scales + group + 6) * q4;
      }
    }
  }

  /// f16 scale, eight 6-bit scales (low nibbles in bytes 4-7, high bit pairs in bytes 2-3), then
  /// 16 bytes per 32 elements.
  private static void iq4xs(MemorySegment source, long offset, float[] target, int at) {
    float scale = Blocks.f16(source, offset);
    int high = Blocks.unsignedShort(source, offset + 2);
    for (int group = 0; group < 8; group++) {
      int low = Blocks.unsignedByte(source, offset + 4 + group / 2) >> (4 * (group % 2));
      int groupScale = (low & 0xF) | (((high >> (2 * group)) & 3) << 4);
      NonLinear.half32(
          source, offset + 8 + group * 16L, scale * (groupScale - 32), target, at + group * 32);
    }
  }
}
