package org.hawser.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// Weights `[outputs, inputs]` as a model file has them.
public final class WeightsCase {
  private final MatmulType type;
  private final int outputs;
  private final int inputs;
  private final Tensor given;
  private final float[] scales;
  private final float[] bias;
  private final boolean onHeap;

  /// @param scales one per output for quantised weights, otherwise null
  /// @param bias one per output or null
  /// @param onHeap whether the engine gets them on the Java heap
  WeightsCase(
      MatmulType type,
      int outputs,
      int inputs,
      Tensor given,
      float[] scales,
      float[] bias,
      boolean onHeap) {
    this.type = type;
    this.outputs = outputs;
    this.inputs = inputs;
    this.given = given;
    this.scales = scales;
    this.bias = bias;
    this.onHeap = onHeap;
  }

  public MatmulType type() {
    return type;
  }

  public int outputs() {
    return outputs;
  }

  public int inputs() {
    return inputs;
  }

  public boolean hasBias() {
    return bias != null;
  }

  /// Lets an engine pack them.
  public PackedMatrix pack(Kernels kernels) {
    MemorySegment from = given.data();
    if (onHeap) {
      from = MemorySegment.ofArray(from.toArray(ValueLayout.JAVA_BYTE));
    }
    return kernels.pack(type, outputs, inputs, from, scales, bias);
  }

  /// The weight the engine is to multiply with, its scale included.
  double weight(int output, int input) {
    double value = given.values()[output * inputs + input];
    return switch (type) {
      case F32 -> value;
      case BF16 -> Tensor.bfloat16((float) value);
      case U8S8 -> value * scales[output];
    };
  }

  double bias(int output) {
    return bias == null ? 0 : bias[output];
  }
}
