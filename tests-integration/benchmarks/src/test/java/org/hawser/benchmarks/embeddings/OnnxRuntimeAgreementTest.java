package org.hawser.benchmarks.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our vectors against ONNX Runtime's of the same file, sentence by sentence. ONNX Runtime computes
/// with 8-bit activations only, so f32 shows how far its own rounding takes it.
class OnnxRuntimeAgreementTest {
  private static final int SENTENCES = 500;

  private static List<String> sentences;
  private static float[][] expected;

  @BeforeAll
  static void runOnnxRuntime() throws Exception {
    sentences = sentences();
    expected = new float[sentences.size()][];
    try (StandaloneEmbedder ours =
            new StandaloneEmbedder(StandaloneEmbedder.kernels("java"), MatmulType.F32);
        OnnxRuntimePeer peer =
            new OnnxRuntimePeer(StandaloneEmbedder.onnxFile(), ours.tokenizer(), 2)) {
      for (int i = 0; i < expected.length; i++) {
        expected[i] = peer.embed(List.of(sentences.get(i)))[0];
      }
    }
  }

  @AfterAll
  static void forget() {
    expected = null;
  }

  @ParameterizedTest
  @EnumSource
  void vectorsAgree(MatmulType type, TestReporter reporter) throws Exception {
    Kernels kernels = StandaloneEmbedder.kernels("onednn");
    assumeTrue(kernels.supports(type), "Skipped: no fast " + type + " kernels for this processor");
    try (StandaloneEmbedder ours = new StandaloneEmbedder(kernels, type)) {
      float[][] vectors = ours.embedder().embedDocuments(sentences);
      DoubleSummaryStatistics cosines = new DoubleSummaryStatistics();
      for (int i = 0; i < vectors.length; i++) {
        cosines.accept(EmbeddingComparison.cosine(vectors[i], expected[i]));
      }
      String figures =
          String.format(
              Locale.ROOT, "%s: mean %.5f min %.5f", type, cosines.getAverage(), cosines.getMin());
      reporter.publishEntry("cosine with ONNX Runtime", figures);
      assertThat(cosines.getAverage()).as(figures).isGreaterThan(0.995);
      assertThat(cosines.getMin()).as(figures).isGreaterThan(0.99);
    }
  }

  private static List<String> sentences() throws Exception {
    JsonNode xquad =
        new ObjectMapper()
            .readTree(SharedData.require("data/retrieval/xquad/xquad.en.json").toFile());
    List<String> sentences = new ArrayList<>();
    for (JsonNode article : xquad.path("data")) {
      for (JsonNode paragraph : article.path("paragraphs")) {
        for (String sentence : paragraph.path("context").asText().split("(?<=[.?!]) ")) {
          if (sentences.size() < SENTENCES && sentence.length() > 20) {
            sentences.add(sentence);
          }
        }
      }
    }
    return sentences;
  }
}
