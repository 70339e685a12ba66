package org.hawser.inference.core.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.quant.Dequantizer;
import org.hawser.inference.core.quant.GgmlType;

/// A tensor in a file.
///
/// @param file name of the file, for messages
/// @param typeId number of the element type in the file
/// @param type the element type, empty when the number is unknown
/// @param shape sizes, outermost first (files list them innermost first); empty for a scalar
/// @param data exactly the elements, read-only; empty when the type is unknown
public record GgufTensor(
    String file,
    String name,
    int typeId,
    Optional<GgmlType> type,
    long[] shape,
    MemorySegment data) {

  /// The element type, or one sentence when this engine does not know it.
  public GgmlType requireType() {
    return type.orElseThrow(this::unreadable);
  }

  /// What decodes the elements, or one sentence when this engine does not read the type.
  public Dequantizer requireDequantizer() {
    return Dequantizer.of(requireType()).orElseThrow(this::unreadable);
  }

  /// The tensor itself when it has the shape, otherwise one sentence.
  public GgufTensor requireShape(long... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new ModelFormatException(
          file
              + " has tensor "
              + name
              + " in shape "
              + Arrays.toString(shape)
              + " instead of "
              + Arrays.toString(expected)
              + ": convert the model anew.");
    }
    return this;
  }

  /// Number of elements.
  public long size() {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    return size;
  }

  /// Elements of a row, the innermost size.
  public long rowSize() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /// Number of rows, over all outer sizes.
  public long rows() {
    return size() / rowSize();
  }

  /// Bytes of one row, a whole number of blocks.
  public long rowBytes() {
    return requireType().rowBytes(rowSize());
  }

  /// Decodes one row.
  ///
  /// @param target receives [#rowSize()] floats
  /// @param at index of the first
  public void row(long row, float[] target, int at) {
    Dequantizer dequantizer = requireDequantizer();
    int blocks = Math.toIntExact(rowSize() / dequantizer.type().blockElements());
    dequantizer.blocks(data, row * blocks, blocks, target, at);
  }

  /// Decodes a small tensor, such as a norm's weights, as a whole.
  public float[] toFloats() {
    int rowSize = Math.toIntExact(rowSize());
    float[] all = new float[Math.toIntExact(size())];
    for (int row = 0; row < rows(); row++) {
      row(row, all, row * rowSize);
    }
    return all;
  }

  private ModelFormatException unreadable() {
    String typeName = type.map(GgmlType::name).orElse("unknown type " + typeId);
    return new ModelFormatException(
        file
            + " stores tensor "
            + name
            + " as "
            + typeName
            + ", which this engine does not read: use another quantisation of the model.");
  }
}
