package org.hawser.inference.core.decoder;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.inference.core.model.Tensor;
import org.hawser.inference.core.quant.FourBitBlocks;
import org.hawser.inference.core.quant.GgmlType;

/// A tensor of either format, read as float32.
public sealed interface WeightTensor {
  /// The tensor itself when it has the shape, otherwise one sentence.
  WeightTensor requireShape(long... shape);

  /// Reads one row.
  ///
  /// @param target receives as many floats as a row has
  /// @param at index of the first
  void row(long row, float[] target, int at);

  /// Lets pages of a mapped file go from memory; they come back when they are read again.
  default void unload() {
    MemorySegment data = data();
    if (data.isMapped()) {
      data.unload();
    }
  }

  /// The stored elements.
  MemorySegment data();

  /// A small tensor as a whole.
  float[] toFloats();

  /// In which type the file stores it.
  GgmlType storedType();

  /// Reads one row that is stored as whole numbers of four bits with an f16 scale per 32 of them.
  ///
  /// @return false when it is stored otherwise, and nothing was read
  default boolean fourBitRow(long row, byte[] values, short[] scales) {
    return false;
  }

  record Safetensor(Tensor tensor) implements WeightTensor {
    @Override
    public WeightTensor requireShape(long... shape) {
      tensor.requireShape(shape).requireFloats();
      return this;
    }

    @Override
    public MemorySegment data() {
      return tensor.data();
    }

    @Override
    public void row(long row, float[] target, int at) {
      long[] shape = tensor.shape();
      int columns = (int) shape[shape.length - 1];
      tensor.copyFloats(row * columns, MemorySegment.ofArray(target), at, columns);
    }

    @Override
    public GgmlType storedType() {
      return switch (tensor.requireFloats().type()) {
        case BF16 -> GgmlType.BF16;
        case F16 -> GgmlType.F16;
        default -> GgmlType.F32;
      };
    }

    @Override
    public float[] toFloats() {
      return tensor.toFloats();
    }
  }

  record Gguf(GgufTensor tensor) implements WeightTensor {
    @Override
    public WeightTensor requireShape(long... shape) {
      tensor.requireShape(shape).requireDequantizer();
      return this;
    }

    @Override
    public MemorySegment data() {
      return tensor.data();
    }

    @Override
    public void row(long row, float[] target, int at) {
      tensor.row(row, target, at);
    }

    @Override
    public GgmlType storedType() {
      return tensor.requireType();
    }

    @Override
    public boolean fourBitRow(long row, byte[] values, short[] scales) {
      if (storedType() != GgmlType.Q4_0) {
        return false;
      }
      int blocks = Math.toIntExact(tensor.rowSize() / GgmlType.Q4_0.blockElements());
      FourBitBlocks.read(tensor.data(), row * blocks, blocks, values, scales);
      return true;
    }

    @Override
    public float[] toFloats() {
      return tensor.toFloats();
    }
  }
}
