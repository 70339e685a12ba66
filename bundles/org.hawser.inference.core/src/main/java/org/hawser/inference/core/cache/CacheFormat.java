package org.hawser.inference.core.cache;

/// How keys and values are stored.
public enum CacheFormat {
  /// 4 bytes, as computed.
  F32(4),
  /// 2 bytes, 8 bits of precision.
  BF16(2),
  /// 1 byte and a scale for each cell and head.
  INT8(1);

  private final int bytes;

  CacheFormat(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes of an element.
  public int bytes() {
    return bytes;
  }

  /// Whether stored numbers are to be multiplied by a scale.
  public boolean scaled() {
    return this == INT8;
  }
}
