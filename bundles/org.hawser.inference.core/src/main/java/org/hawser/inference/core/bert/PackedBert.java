package org.hawser.inference.core.bert;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// The dense layers of a model, packed by one engine. Users retain and release it; the matrices are
/// closed when it is retired and nobody uses it any more.
public final class PackedBert {
  private final Kernels kernels;
  private final MatmulType type;
  private final List<Layer> layers;
  private int users = 1;

  /// Packed matrices of one layer.
  record Layer(
      PackedMatrix queryKeyValue,
      PackedMatrix attentionOutput,
      PackedMatrix intermediate,
      PackedMatrix output) {}

  private PackedBert(Kernels kernels, MatmulType type, List<Layer> layers) {
    this.kernels = kernels;
    this.type = type;
    this.layers = layers;
  }

  /// Packs all layers, or none.
  public static PackedBert pack(BertWeights weights, Kernels kernels, MatmulType type) {
    List<PackedMatrix> packed = new ArrayList<>(4 * weights.layers().size());
    try {
      List<Layer> layers = new ArrayList<>();
      for (BertWeights.Layer layer : weights.layers()) {
        layers.add(
            new Layer(
                pack(layer.queryKeyValue(), kernels, type, packed),
                pack(List.of(layer.attentionOutput()), kernels, type, packed),
                pack(List.of(layer.intermediate()), kernels, type, packed),
                pack(List.of(layer.output()), kernels, type, packed)));
      }
      return new PackedBert(kernels, type, layers);
    } catch (RuntimeException | Error e) {
      packed.forEach(PackedBert::close);
      throw e;
    }
  }

  /// Stacks layers of the same input into one matrix.
  private static PackedMatrix pack(
      List<DenseWeights> stack, Kernels kernels, MatmulType type, List<PackedMatrix> packed) {
    int inputs = stack.getFirst().inputs();
    int outputs = stack.stream().mapToInt(DenseWeights::outputs).sum();
    float[] bias = new float[outputs];
    float[] scales = type == MatmulType.U8S8 ? new float[outputs] : null;
    long elementBytes = type == MatmulType.U8S8 ? 1 : Float.BYTES;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(elementBytes * outputs * inputs, 64);
      int output = 0;
      for (DenseWeights weights : stack) {
        long at = (long) output * inputs;
        if (type == MatmulType.U8S8) {
          weights.copyBytes(rows, at, scales, output);
        } else {
          weights.copyFloats(rows, at);
        }
        System.arraycopy(weights.bias(), 0, bias, output, weights.outputs());
        output += weights.outputs();
      }
      PackedMatrix matrix = kernels.pack(type, outputs, inputs, rows, scales, bias);
      packed.add(matrix);
      return matrix;
    }
  }

  /// The engine that packed them.
  public Kernels kernels() {
    return kernels;
  }

  /// In which type they are multiplied.
  public MatmulType type() {
    return type;
  }

  List<Layer> layers() {
    return layers;
  }

  /// Keeps the matrices open until [#release()].
  ///
  /// @return false when they are closed already
  synchronized boolean retain() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  /// Ends one use; the maker's own use ends when the weights are replaced.
  void release() {
    synchronized (this) {
      if (--users > 0) {
        return;
      }
    }
    for (Layer layer : layers) {
      close(layer.queryKeyValue());
      close(layer.attentionOutput());
      close(layer.intermediate());
      close(layer.output());
    }
  }

  /// An engine that has gone has freed its matrices itself, and may say so.
  private static void close(PackedMatrix matrix) {
    try {
      matrix.close();
    } catch (IllegalStateException _) {
      return;
    }
  }
}
