package org.hawser.inference.core.embed;

import org.hawser.api.embed.Embedder;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.core.bert.BertEncoder;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.EngineBinding;
import org.hawser.inference.core.bert.PackedBert;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.math.RowMath;

/// An embedder on the Java kernels, put together as the component does it.
final class EmbedderFixture implements AutoCloseable {
  private final JavaKernels kernels = new JavaKernels();
  private final EngineBinding engines = new EngineBinding();
  private final BertEncoder encoder;
  private final Embedder embedder;

  EmbedderFixture(BertModel model, MatmulType type) {
    encoder = new BertEncoder(model, engines, RowMath.best(), 2);
    engines.start(
        engine -> PackedBert.pack(model.weights(), engine, type), _ -> encoder.engineChanged());
    engines.add(kernels, 0, 1);
    embedder = new ModelEmbedder(model.id(), encoder, model.queryInstruction());
  }

  Embedder embedder() {
    return embedder;
  }

  @Override
  public void close() {
    encoder.close();
    engines.close();
    kernels.stop();
  }
}
