package org.hawser.kernels.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// Weights in oneDNN's layout, with their scales and bias. Its gate opens inside the engine's.
final class OneDnnMatrix implements PackedMatrix {
  private static final long ALIGNMENT = 64;

  private final OneDnnKernels kernels;
  private final WeightShape shape;
  private final Arena arena = Arena.ofShared();
  private final Gate gate =
      new Gate("The packed matrix is closed: pack the weights again before multiplying with them");
  private final MemorySegment weights;
  private final MemorySegment scales;
  private final MemorySegment bias;

  /// @param weightBytes size of the packed layout
  /// @param scales one per output or null
  /// @param bias one per output or null
  OneDnnMatrix(
      OneDnnKernels kernels, WeightShape shape, long weightBytes, float[] scales, float[] bias) {
    this.kernels = kernels;
    this.shape = shape;
    try (NativeParts parts = new NativeParts(arena)) {
      this.weights = arena.allocate(weightBytes, ALIGNMENT);
      this.scales = copy(scales);
      this.bias = copy(bias);
      parts.keep();
    }
  }

  private MemorySegment copy(float[] values) {
    if (values == null) {
      return null;
    }
    MemorySegment copy = arena.allocate((long) values.length * Float.BYTES, ALIGNMENT);
    MemorySegment.copy(values, 0, copy, ValueLayout.JAVA_FLOAT, 0, values.length);
    return copy;
  }

  OneDnnKernels kernels() {
    return kernels;
  }

  Gate gate() {
    return gate;
  }

  WeightShape shape() {
    return shape;
  }

  MemorySegment weights() {
    return weights;
  }

  /// Null when not quantised.
  MemorySegment scales() {
    return scales;
  }

  /// Null for none.
  MemorySegment bias() {
    return bias;
  }

  @Override
  public MatmulType type() {
    checkOpen();
    return shape.type();
  }

  @Override
  public int outputs() {
    checkOpen();
    return shape.outputs();
  }

  @Override
  public int inputs() {
    checkOpen();
    return shape.inputs();
  }

  @Override
  public long bytes() {
    checkOpen();
    return weights.byteSize() + bytesOf(scales) + bytesOf(bias);
  }

  private static long bytesOf(MemorySegment segment) {
    return segment == null ? 0 : segment.byteSize();
  }

  private void checkOpen() {
    kernels.gate().check();
    gate.check();
  }

  @Override
  public void close() {
    gate.close(
        () -> {
          arena.close();
          kernels.forget(this);
        });
  }
}
