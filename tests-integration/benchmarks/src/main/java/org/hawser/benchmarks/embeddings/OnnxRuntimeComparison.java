package org.hawser.benchmarks.embeddings;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.api.embed.Embedder;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.SyntheticCollection;
import org.hawser.inference.api.text.Tokenizer;

/// The product's embedder beside ONNX Runtime on the same model file, texts and processors.
public final class OnnxRuntimeComparison {
  private static final String MODEL = "/model/bge-small-en-v1.5-q.onnx";
  private static final int TOKENS = 126;
  private static final int TEXTS = 128;
  private static final int BATCH = 32;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 6;
  private static final long SEED = 7;

  private OnnxRuntimeComparison() {}

  /// Runs the comparison: texts of 126 tokens (128 with the special ones) in batches of 32.
  ///
  /// @return `perSecond`, `peerPerSecond`, `ratio`, and how alike the vectors are
  public static Map<String, Object> run(Embedder embedder, Tokenizer tokenizer)
      throws IOException, OrtException {
    int threads = Runtime.getRuntime().availableProcessors();
    StringBuilder running = new StringBuilder();
    for (Passage passage : new SyntheticCollection(SEED).make().passages()) {
      running.append(passage.text()).append(' ');
    }
    List<String> texts = BenchmarkTexts.pieces(running.toString(), embedder, TOKENS, TEXTS);
    try (OnnxRuntimePeer peer = new OnnxRuntimePeer(model(), tokenizer, threads)) {
      EmbeddingComparison.Result result =
          new EmbeddingComparison(embedder, peer, texts, BATCH).run(WARM_UP_ROUNDS, ROUNDS);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("perSecond", result.perSecond());
      figures.put("peerPerSecond", result.peerPerSecond());
      figures.put("ratio", result.ratio());
      figures.put("minimumCosine", result.minimumCosine());
      figures.put("model", embedder.modelId());
      figures.put("peer", "ONNX Runtime, same file");
      figures.put("tokensPerText", TOKENS + 2);
      figures.put("threads", threads);
      return figures;
    }
  }

  private static byte[] model() throws IOException {
    try (InputStream in = OnnxRuntimeComparison.class.getResourceAsStream(MODEL)) {
      return in.readAllBytes();
    }
  }
}
