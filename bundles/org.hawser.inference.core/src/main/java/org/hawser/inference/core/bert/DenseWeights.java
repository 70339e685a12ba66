package org.hawser.inference.core.bert;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.core.model.Tensor;

/// Weights of a dense layer as the model stores them; they stay, so that an engine that appears
/// later can pack them.
public sealed interface DenseWeights {
  int outputs();

  int inputs();

  float[] bias();

  /// Writes outputs x inputs f32, row-major, from element `at`.
  void copyFloats(MemorySegment floats, long at);

  /// Writes outputs x inputs s8, row-major, from byte `at`, and one scale per output.
  void copyBytes(MemorySegment bytes, long at, float[] scales, int scaleAt);

  /// Floating-point weights, outputs x inputs.
  record Floats(Tensor weight, float[] bias) implements DenseWeights {
    @Override
    public int outputs() {
      return (int) weight.shape()[0];
    }

    @Override
    public int inputs() {
      return (int) weight.shape()[1];
    }

    @Override
    public void copyFloats(MemorySegment floats, long at) {
      weight.copyFloats(0, floats, at, outputs() * inputs());
    }

    @Override
    public void copyBytes(MemorySegment bytes, long at, float[] scales, int scaleAt) {
      int inputs = inputs();
      for (int output = 0; output < outputs(); output++) {
        long row = (long) output * inputs;
        float largest = 0;
        for (int i = 0; i < inputs; i++) {
          largest = Math.max(largest, Math.abs(weight.getFloat(row + i)));
        }
        float scale = largest > 0 ? largest / Byte.MAX_VALUE : 1;
        scales[scaleAt + output] = scale;
        for (int i = 0; i < inputs; i++) {
          byte stored = (byte) Math.round(weight.getFloat(row + i) / scale);
          bytes.set(ValueLayout.JAVA_BYTE, at + row + i, stored);
        }
      }
    }
  }

  /// Signed 8-bit weights with one scale per output and zero point 0, inputs x outputs.
  record Quantised(MemorySegment weight, int outputs, int inputs, float[] scales, float[] bias)
      implements DenseWeights {
    @Override
    public void copyFloats(MemorySegment floats, long at) {
      byte[] stored = weight.toArray(ValueLayout.JAVA_BYTE);
      float[] row = new float[inputs];
      for (int output = 0; output < outputs; output++) {
        for (int i = 0; i < inputs; i++) {
          row[i] = stored[i * outputs + output] * scales[output];
        }
        MemorySegment.copy(
            row, 0, floats, ValueLayout.JAVA_FLOAT, (at + (long) output * inputs) * 4, inputs);
      }
    }

    @Override
    public void copyBytes(MemorySegment bytes, long at, float[] destination, int scaleAt) {
      System.arraycopy(scales, 0, destination, scaleAt, outputs);
      byte[] stored = weight.toArray(ValueLayout.JAVA_BYTE);
      byte[] row = new byte[inputs];
      for (int output = 0; output < outputs; output++) {
        for (int i = 0; i < inputs; i++) {
          row[i] = stored[i * outputs + output];
        }
        MemorySegment.copy(
            row, 0, bytes, ValueLayout.JAVA_BYTE, at + (long) output * inputs, inputs);
      }
    }
  }
}
