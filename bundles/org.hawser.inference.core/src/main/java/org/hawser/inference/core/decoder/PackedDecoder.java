package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// The matrices of a decoder, packed by one engine.
final class PackedDecoder implements AutoCloseable {
  private final Kernels kernels;
  private final MatmulType type;
  private final List<PackedMatrix> matrices = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final PackedMatrix output;

  record Layer(
      PackedMatrix queryKeyValue,
      PackedMatrix attentionOutput,
      PackedMatrix gateUp,
      PackedMatrix down) {}

  /// Packs all matrices, or none.
  PackedDecoder(DecoderWeights weights, Kernels kernels, MatmulType type) {
    this.kernels = kernels;
    this.type = type;
    try {
      for (DecoderWeights.Layer layer : weights.layers()) {
        layers.add(
            new Layer(
                pack(layer.queryKeyValue()),
                pack(layer.attentionOutput()),
                pack(layer.gateUp()),
                pack(layer.down())));
      }
      output = pack(weights.output());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private PackedMatrix pack(Projection projection) {
    PackedMatrix matrix = projection.pack(kernels, type);
    matrices.add(matrix);
    return matrix;
  }

  Kernels kernels() {
    return kernels;
  }

  /// In which type they are multiplied.
  MatmulType type() {
    return type;
  }

  List<Layer> layers() {
    return layers;
  }

  PackedMatrix output() {
    return output;
  }

  @Override
  public void close() {
    for (PackedMatrix matrix : matrices) {
      close(matrix);
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
