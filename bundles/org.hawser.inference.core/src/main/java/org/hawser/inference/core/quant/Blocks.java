package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Little-endian fields of blocks, at any alignment.
final class Blocks {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Blocks() {}

  static int unsignedByte(MemorySegment source, long offset) {
    return Byte.toUnsignedInt(source.get(ValueLayout.JAVA_BYTE, offset));
  }

  static int signedByte(MemorySegment source, long offset) {
    return source.get(ValueLayout.JAVA_BYTE, offset);
  }

  static int unsignedShort(MemorySegment source, long offset) {
    return Short.toUnsignedInt(source.get(SHORT, offset));
  }

  static int integer(MemorySegment source, long offset) {
    return source.get(INT, offset);
  }

  static float f32(MemorySegment source, long offset) {
    return Float.intBitsToFloat(source.get(INT, offset));
  }

  static float f16(MemorySegment source, long offset) {
    return Float.float16ToFloat(source.get(SHORT, offset));
  }

  static float bf16(MemorySegment source, long offset) {
    return Float.intBitsToFloat(source.get(SHORT, offset) << 16);
  }
}
