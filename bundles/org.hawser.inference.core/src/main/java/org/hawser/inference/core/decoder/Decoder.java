package org.hawser.inference.core.decoder;

import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.model.GenerationSession;

/// A decoder with its weights packed by one engine. Safe from any thread.
public final class Decoder implements AutoCloseable {
  private final DecoderConfig config;
  private final DecoderWeights weights;
  private final PackedDecoder packed;
  private final int threads;

  /// Packs the weights. The model's files stay in use and must stay open.
  ///
  /// @param threads threads one product may use, 1..available processors
  public Decoder(DecoderModel model, Kernels kernels, int threads) {
    this.config = model.config();
    this.weights = model.weights();
    this.threads = threads;
    this.packed = new PackedDecoder(weights, kernels, MatmulType.F32);
  }

  public DecoderConfig config() {
    return config;
  }

  /// Opens an empty session.
  ///
  /// @param horizon tokens it will hold at most, at least 1
  public GenerationSession openSession(int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("A session holds at least one token.");
    }
    return new DecoderSession(this, horizon);
  }

  DecoderWeights weights() {
    return weights;
  }

  PackedDecoder packed() {
    return packed;
  }

  KernelStream openStream() {
    return packed.kernels().openStream(threads);
  }

  /// Frees the packed weights; sessions fail from then on.
  @Override
  public void close() {
    packed.close();
  }
}
