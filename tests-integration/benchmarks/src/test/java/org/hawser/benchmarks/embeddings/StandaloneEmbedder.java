package org.hawser.benchmarks.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.hawser.api.embed.Embedder;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.text.Tokenizer;
import org.hawser.inference.core.bert.BertEncoder;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.EngineBinding;
import org.hawser.inference.core.bert.PackedBert;
import org.hawser.inference.core.embed.BuiltInModel;
import org.hawser.inference.core.embed.ModelEmbedder;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.math.RowMath;
import org.hawser.kernels.onednn.OneDnnKernels;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;

/// The built-in embedding model on one engine, put together without a container.
public final class StandaloneEmbedder implements AutoCloseable {
  private static final String MODEL = "/model/bge-small-en-v1.5-q.onnx";
  private static final String NATIVE = "/native/linux-x86_64/org/bytedeco/dnnl/linux-x86_64/";

  private final Kernels kernels;
  private final EngineBinding engines = new EngineBinding();
  private final BertEncoder encoder;
  private final Embedder embedder;

  StandaloneEmbedder(
      Kernels kernels, MatmulType type, RowMath math, UnaryOperator<Kernels> decorator) {
    this.kernels = kernels;
    BertModel model = BuiltInModel.load();
    encoder = new BertEncoder(model, engines, math, Runtime.getRuntime().availableProcessors());
    engines.start(
        engine -> PackedBert.pack(model.weights(), engine, type), _ -> encoder.engineChanged());
    engines.add(decorator.apply(kernels), 0, 1);
    embedder = new ModelEmbedder(model.id(), encoder, "");
  }

  public StandaloneEmbedder(Kernels kernels, MatmulType type) {
    this(kernels, type, RowMath.best(), UnaryOperator.identity());
  }

  public Embedder embedder() {
    return embedder;
  }

  Tokenizer tokenizer() {
    return encoder.tokenizer();
  }

  KernelsReport report() {
    return kernels.report();
  }

  /// The `.onnx` file the built-in model is read from.
  static byte[] onnxFile() throws IOException {
    try (InputStream in = BuiltInModel.class.getResourceAsStream(MODEL)) {
      return in.readAllBytes();
    }
  }

  /// oneDNN, or the Java kernels where it does not run or is not wanted.
  public static Kernels kernels(String name) throws IOException {
    if (name.equals("java") || !DnnlLibrary.isSupportedPlatform()) {
      return new JavaKernels();
    }
    Path directory = Files.createTempDirectory("onednn");
    for (String file : new String[] {DnnlLibrary.OPENMP_FILE, DnnlLibrary.FILE}) {
      try (InputStream in = OneDnnKernels.class.getResourceAsStream(NATIVE + file)) {
        Files.copy(in, directory.resolve(file));
      }
      directory.resolve(file).toFile().deleteOnExit();
    }
    directory.toFile().deleteOnExit();
    return new OneDnnKernels(DnnlLibrary.load(directory), OneDnnKernels.DEFAULT_KERNELS);
  }

  @Override
  public void close() {
    encoder.close();
    engines.close();
    if (kernels instanceof OneDnnKernels oneDnn) {
      oneDnn.close();
    } else if (kernels instanceof JavaKernels java) {
      java.stop();
    }
  }
}
