package org.hawser.benchmarks.embeddings;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.core.math.RowMath;

/// Texts per second of the built-in embedding model against ONNX Runtime:
/// `EmbeddingBenchmark <file of running text> [onednn|java] [U8S8|BF16|F32] [profile]`.
final class EmbeddingBenchmark {
  private static final int TOKENS = 126;
  private static final int TEXTS = 64;
  private static final int BATCH = 32;

  private EmbeddingBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    String text = Files.readString(Path.of(arguments[0]));
    String kernels = arguments.length > 1 ? arguments[1] : "onednn";
    MatmulType type = MatmulType.valueOf(arguments.length > 2 ? arguments[2] : "U8S8");
    StageTimes times = new StageTimes();
    boolean profile = arguments.length > 3;
    try (StandaloneEmbedder ours =
            new StandaloneEmbedder(
                StandaloneEmbedder.kernels(kernels),
                type,
                profile ? times.timed(RowMath.best()) : RowMath.best(),
                profile ? times::timed : UnaryOperator.identity());
        OnnxRuntimePeer peer =
            new OnnxRuntimePeer(
                StandaloneEmbedder.onnxFile(),
                ours.tokenizer(),
                Runtime.getRuntime().availableProcessors())) {
      List<String> texts = BenchmarkTexts.pieces(text, ours.embedder(), TOKENS, TEXTS);
      EmbeddingComparison comparison = new EmbeddingComparison(ours.embedder(), peer, texts, BATCH);
      EmbeddingComparison.Result result = comparison.run(2, 4);
      print(result);
      if (profile) {
        times.print(System.out);
      }
    }
  }

  private static void print(EmbeddingComparison.Result result) {
    PrintStream out = System.out;
    out.printf(
        Locale.ROOT,
        "{\"perSecond\":%.1f,\"peerPerSecond\":%.1f,\"ratio\":%.2f}%n",
        result.perSecond(),
        result.peerPerSecond(),
        result.ratio());
  }
}
