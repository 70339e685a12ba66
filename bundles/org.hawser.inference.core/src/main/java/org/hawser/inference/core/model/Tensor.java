package org.hawser.inference.core.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hawser.inference.core.math.Bf16;

/// A tensor in a model file, little-endian, at any alignment.
///
/// @param shape sizes, outermost first; empty for a scalar
/// @param data exactly the elements, read-only
public record Tensor(String name, DataType type, long[] shape, MemorySegment data) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// The tensor itself when it has the shape, otherwise one sentence.
  public Tensor requireShape(long... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new ModelFormatException(
          "Tensor "
              + name
              + " has shape "
              + Arrays.toString(shape)
              + " instead of "
              + Arrays.toString(expected)
              + ": config.json and weights belong to different models.");
    }
    return this;
  }

  /// The tensor itself when its elements are floating-point numbers this engine reads.
  public Tensor requireFloats() {
    return switch (type) {
      case F32, F16, BF16 -> this;
      default ->
          throw new ModelFormatException(
              "Tensor " + name + " is " + type + ": convert the model to F32, F16 or BF16.");
    };
  }

  /// Number of elements.
  public long size() {
    return data.byteSize() / type.bytes();
  }

  /// One element of a floating-point tensor.
  public float getFloat(long index) {
    return switch (type) {
      case F32 -> data.getAtIndex(FLOAT, index);
      case F16 -> Float.float16ToFloat(data.getAtIndex(SHORT, index));
      case BF16 -> Bf16.toFloat(data.getAtIndex(SHORT, index));
      default -> throw new IllegalStateException(name + " has no floating-point elements.");
    };
  }

  /// Elements of a floating-point tensor as f32.
  public void copyFloats(long from, MemorySegment destination, long to, int count) {
    if (type == DataType.F32 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      MemorySegment.copy(
          data, from * Float.BYTES, destination, to * Float.BYTES, (long) count * Float.BYTES);
      return;
    }
    for (int i = 0; i < count; i++) {
      destination.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, to + i, getFloat(from + i));
    }
  }

  /// All elements of a floating-point tensor.
  public float[] toFloats() {
    float[] floats = new float[Math.toIntExact(size())];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = getFloat(i);
    }
    return floats;
  }
}
