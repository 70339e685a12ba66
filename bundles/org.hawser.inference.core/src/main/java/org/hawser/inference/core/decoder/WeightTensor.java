package org.hawser.inference.core.decoder;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.inference.core.model.Tensor;

/// A tensor of either format, read as float32.
public sealed interface WeightTensor {
  /// The tensor itself when it has the shape, otherwise one sentence.
  WeightTensor requireShape(long... shape);

  /// Reads one row.
  ///
  /// @param target receives as many floats as a row has
  /// @param at index of the first
  void row(long row, float[] target, int at);

  /// A small tensor as a whole.
  float[] toFloats();

  record Safetensor(Tensor tensor) implements WeightTensor {
    @Override
    public WeightTensor requireShape(long... shape) {
      tensor.requireShape(shape).requireFloats();
      return this;
    }

    @Override
    public void row(long row, float[] target, int at) {
      long[] shape = tensor.shape();
      int columns = (int) shape[shape.length - 1];
      tensor.copyFloats(row * columns, MemorySegment.ofArray(target), at, columns);
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
    public void row(long row, float[] target, int at) {
      tensor.row(row, target, at);
    }

    @Override
    public float[] toFloats() {
      return tensor.toFloats();
    }
  }
}
