package org.hawser.inference.core.gguf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.model.ModelFormatException;

/// An array among the metadata, still in the file: every read decodes it anew.
///
/// @param elementType type of all elements
/// @param size number of elements
/// @param bytes the elements as stored, checked
public record GgufArray(
    String file, String key, GgufValueType elementType, int size, MemorySegment bytes)
    implements GgufValue {
  @Override
  public GgufValueType type() {
    return GgufValueType.ARRAY;
  }

  /// The strings.
  ///
  /// @param most more elements than this are refused
  public List<String> strings(int most) {
    require(elementType == GgufValueType.STRING, "strings");
    requireAtMost(most);
    GgufCursor cursor = new GgufCursor(file, bytes);
    List<String> strings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      strings.add(new Text(cursor.string(key)).value());
    }
    return strings;
  }

  /// The whole numbers.
  public long[] wholes(int most) {
    require(elementType.isInteger(), "whole numbers");
    requireAtMost(most);
    GgufCursor cursor = new GgufCursor(file, bytes);
    long[] numbers = new long[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = integer(cursor);
    }
    return numbers;
  }

  /// The real numbers, as float32.
  public float[] floats(int most) {
    require(elementType.isReal(), "real numbers");
    requireAtMost(most);
    GgufCursor cursor = new GgufCursor(file, bytes);
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] =
          elementType == GgufValueType.FLOAT32
              ? Float.intBitsToFloat(cursor.i32(key))
              : (float) Double.longBitsToDouble(cursor.i64(key));
    }
    return numbers;
  }

  /// The arrays in an array of arrays.
  public List<GgufArray> arrays(int most) {
    require(elementType == GgufValueType.ARRAY, "arrays");
    requireAtMost(most);
    GgufCursor cursor = new GgufCursor(file, bytes);
    GgufValues values = new GgufValues(file, cursor);
    List<GgufArray> arrays = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      arrays.add(values.array(key, 1));
    }
    return arrays;
  }

  private long integer(GgufCursor cursor) {
    return switch (elementType) {
      case UINT8 -> cursor.u8(key);
      case INT8 -> (byte) cursor.u8(key);
      case UINT16 -> cursor.i16(key) & 0xFFFF;
      case INT16 -> cursor.i16(key);
      case UINT32 -> Integer.toUnsignedLong(cursor.i32(key));
      case INT32 -> cursor.i32(key);
      default -> cursor.i64(key);
    };
  }

  private void require(boolean fits, String wanted) {
    if (!fits) {
      throw new ModelFormatException(
          file
              + " holds "
              + elementType
              + " in "
              + key
              + ", which must be "
              + wanted
              + ": convert the model anew.");
    }
  }

  private void requireAtMost(int most) {
    if (size > most) {
      throw new ModelFormatException(
          file
              + " has "
              + size
              + " elements in "
              + key
              + ", more than the "
              + most
              + " this engine takes: convert the model anew.");
    }
  }
}
