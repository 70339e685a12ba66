package org.hawser.inference.core.gguf;

import java.util.List;

/// Metadata of a file being written.
public final class GgufHeaderWriter {
  private static final int MAGIC = 0x46554747;
  private static final int VERSION = 3;

  private final LittleEndianBytes pairs = new LittleEndianBytes();
  private int count;

  public GgufHeaderWriter text(String key, String value) {
    key(key, GgufValueType.STRING).text(value);
    return this;
  }

  public GgufHeaderWriter uint32(String key, int value) {
    key(key, GgufValueType.UINT32).u32(value);
    return this;
  }

  public GgufHeaderWriter float32(String key, float value) {
    key(key, GgufValueType.FLOAT32).u32(Float.floatToRawIntBits(value));
    return this;
  }

  public GgufHeaderWriter flag(String key, boolean value) {
    key(key, GgufValueType.BOOL).u8(value ? 1 : 0);
    return this;
  }

  public GgufHeaderWriter texts(String key, List<String> values) {
    LittleEndianBytes bytes = array(key, GgufValueType.STRING, values.size());
    values.forEach(bytes::text);
    return this;
  }

  public GgufHeaderWriter int32s(String key, int[] values) {
    LittleEndianBytes bytes = array(key, GgufValueType.INT32, values.length);
    for (int value : values) {
      bytes.u32(value);
    }
    return this;
  }

  public GgufHeaderWriter float32s(String key, float[] values) {
    LittleEndianBytes bytes = array(key, GgufValueType.FLOAT32, values.length);
    for (float value : values) {
      bytes.u32(Float.floatToRawIntBits(value));
    }
    return this;
  }

  /// Everything before the tensor data, padded to the alignment.
  byte[] bytes(byte[] directory, int tensorCount, int alignment) {
    LittleEndianBytes header = new LittleEndianBytes();
    header.u32(MAGIC).u32(VERSION).u64(tensorCount).u64(count);
    header.raw(pairs.toByteArray()).raw(directory);
    while (header.size() % alignment != 0) {
      header.u8(0);
    }
    return header.toByteArray();
  }

  private LittleEndianBytes array(String key, GgufValueType elementType, int size) {
    return key(key, GgufValueType.ARRAY).u32(elementType.ordinal()).u64(size);
  }

  private LittleEndianBytes key(String key, GgufValueType type) {
    count++;
    return pairs.text(key).u32(type.ordinal());
  }
}
