package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;

/// The code book shared by IQ4_NL and IQ4_XS: sixteen levels, denser around zero.
final class NonLinear {
  private static final byte[] LEVELS = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  private NonLinear() {}

  /// Sixteen bytes hold 32 elements; element j and element j + 16 share a byte.
  static void half32(MemorySegment source, long quants, float scale, float[] target, int at) {
    for (int j = 0; j < 16; j++) {
      int pair = Blocks.unsignedByte(source, quants + j);
      target[at + j] = scale * LEVELS[pair & 0xF];
      target[at + j + 16] = scale * LEVELS[pair >> 4];
    }
  }
}
