package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Blocks of Q4_0 as what they are: an f16 scale and 32 whole numbers of -8..7.
public final class FourBitBlocks {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int HALF = GgmlType.Q4_0.blockElements() / 2;

  private FourBitBlocks() {}

  /// Reads consecutive blocks.
  ///
  /// @param source block 0 begins at its first byte
  /// @param values receives 32 numbers a block
  /// @param scales receives an f16 scale a block
  public static void read(
      MemorySegment source, long firstBlock, int blocks, byte[] values, short[] scales) {
    for (int block = 0; block < blocks; block++) {
      long at = (firstBlock + block) * GgmlType.Q4_0.blockBytes();
      scales[block] = source.get(SHORT, at);
      int to = block * 2 * HALF;
      for (int j = 0; j < HALF; j++) {
        int pair = Blocks.unsignedByte(source, at + Short.BYTES + j);
        values[to + j] = (byte) ((pair & 0xF) - 8);
        values[to + j + HALF] = (byte) ((pair >> 4) - 8);
      }
    }
  }
}
