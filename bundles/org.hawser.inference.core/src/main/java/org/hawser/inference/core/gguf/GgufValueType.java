package org.hawser.inference.core.gguf;

/// Types of metadata values, in the order of their numbers in a file.
public enum GgufValueType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  STRING(8),
  ARRAY(12),
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  private static final GgufValueType[] ALL = values();

  private final int leastBytes;

  GgufValueType(int leastBytes) {
    this.leastBytes = leastBytes;
  }

  static GgufValueType read(GgufCursor cursor, String what) {
    int id = cursor.i32(what);
    if (id < 0 || id >= ALL.length) {
      throw cursor.fault(
          "has a value of unknown type " + Integer.toUnsignedString(id) + " in " + what);
    }
    return ALL[id];
  }

  /// Bytes a value takes at least; exactly, for numbers.
  int leastBytes() {
    return leastBytes;
  }

  boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
      default -> false;
    };
  }

  boolean isReal() {
    return this == FLOAT32 || this == FLOAT64;
  }

  boolean isNumber() {
    return isInteger() || isReal() || this == BOOL;
  }
}
