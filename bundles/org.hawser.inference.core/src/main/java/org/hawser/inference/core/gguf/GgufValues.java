package org.hawser.inference.core.gguf;

import java.lang.foreign.MemorySegment;

/// Reads and checks metadata values.
final class GgufValues {
  private static final int MAX_ARRAY_DEPTH = 4;

  private final String file;
  private final GgufCursor cursor;

  GgufValues(String file, GgufCursor cursor) {
    this.file = file;
    this.cursor = cursor;
  }

  /// Reads the value of a key: its type, then itself.
  GgufValue read(String key) {
    return read(GgufValueType.read(cursor, key), key, 0);
  }

  private GgufValue read(GgufValueType type, String key, int depth) {
    return switch (type) {
      case STRING -> new GgufValue.Text(cursor.string(key));
      case ARRAY -> array(key, depth + 1);
      default -> number(type, key);
    };
  }

  private GgufValue number(GgufValueType type, String key) {
    return switch (type) {
      case UINT8 -> new GgufValue.Whole(type, cursor.u8(key));
      case INT8 -> new GgufValue.Whole(type, (byte) cursor.u8(key));
      case UINT16 -> new GgufValue.Whole(type, cursor.i16(key) & 0xFFFF);
      case INT16 -> new GgufValue.Whole(type, cursor.i16(key));
      case UINT32 -> new GgufValue.Whole(type, Integer.toUnsignedLong(cursor.i32(key)));
      case INT32 -> new GgufValue.Whole(type, cursor.i32(key));
      case UINT64, INT64 -> new GgufValue.Whole(type, cursor.i64(key));
      case FLOAT32 -> new GgufValue.Real(type, Float.intBitsToFloat(cursor.i32(key)));
      case FLOAT64 -> new GgufValue.Real(type, Double.longBitsToDouble(cursor.i64(key)));
      default -> new GgufValue.Flag(flag(key));
    };
  }

  private boolean flag(String key) {
    int value = cursor.u8(key);
    if (value > 1) {
      throw cursor.fault("has the truth value " + value + " in " + key);
    }
    return value == 1;
  }

  GgufArray array(String key, int depth) {
    if (depth > MAX_ARRAY_DEPTH) {
      throw cursor.fault("nests arrays more than " + MAX_ARRAY_DEPTH + " deep in " + key);
    }
    GgufValueType type = GgufValueType.read(cursor, key);
    long count = cursor.count("elements of " + key, type.leastBytes(), Integer.MAX_VALUE);
    long from = cursor.position();
    if (type.isNumber()) {
      MemorySegment elements = cursor.skip(count * type.leastBytes(), key);
      return new GgufArray(file, key, type, (int) count, elements);
    }
    for (long i = 0; i < count; i++) {
      read(type, key, depth);
    }
    MemorySegment elements = cursor.slice(from);
    return new GgufArray(file, key, type, (int) count, elements);
  }
}
