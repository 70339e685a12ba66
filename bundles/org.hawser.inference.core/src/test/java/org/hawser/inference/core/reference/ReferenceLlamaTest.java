package org.hawser.inference.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// The oracle itself, and through it the GGUF reader and every dequantisation formula.
class ReferenceLlamaTest {
  @Test
  void everyQuantisationGivesTheLogitsOfItsDequantisedWeights() {
    Path directory = SharedData.require("golden/models/gguf-tiny-llama");
    JsonNode expected = ModelJson.read(directory.resolve("expected.json"));
    assertThat(expected.path("cases").size()).isEqualTo(15);
    for (JsonNode golden : expected.path("cases")) {
      try (GgufFile file = GgufFile.open(directory.resolve(golden.path("file").asText()))) {
        golden
            .path("tensor_types")
            .properties()
            .forEach(
                type ->
                    assertThat(file.requireTensor(type.getKey()).requireType().name())
                        .isEqualTo(type.getValue().asText()));
        double[] logits = run(ReferenceModels.gguf(file), expected.path("tokens"), golden);
        assertClose(golden.path("file").asText(), logits, golden.path("last_logits"), 2e-5);
      }
    }
  }

  @Test
  void huggingFaceLayoutGivesTheLogitsOfTransformers() throws IOException {
    Path directory = SharedData.require("golden/models/tiny-llama");
    JsonNode expected = ModelJson.read(directory.resolve("expected.json"));
    for (JsonNode golden : expected.path("cases")) {
      if (golden.path("case").asText().equals("default")) {
        ReferenceLlama llama = ReferenceModels.huggingFace(directory, 10_000);
        double[] logits = run(llama, golden.path("tokens"), golden);
        assertClose("tiny-llama", logits, golden.path("last_logits"), 1e-4);
      }
    }
  }

  @Test
  void stories260kTellsItsStory() throws IOException {
    Path models = SharedData.require("data/models");
    JsonNode golden = ModelJson.read(models.resolve("stories260K-golden.json"));
    ReferenceLlama llama = ReferenceModels.llama2c(models.resolve("stories260K/stories260K.bin"));
    JsonNode ids = golden.path("greedy_token_ids_200");
    for (int i = 0; i + 1 < ids.size(); i++) {
      double[] logits = llama.append(ids.get(i).asInt());
      if (i == 0) {
        assertClose("stories260K", logits, golden.path("logits_pos0"), 1e-4);
      }
      assertThat(ReferenceLlama.argmax(logits)).isEqualTo(ids.get(i + 1).asInt());
    }
  }

  @Test
  void tinystories656kTellsItsStory() throws IOException {
    Path models = SharedData.require("data/models");
    JsonNode golden = ModelJson.read(models.resolve("tinystories-656k-golden.json"));
    ReferenceLlama llama = ReferenceModels.huggingFace(models.resolve("tinystories-656k"), 10_000);
    JsonNode ids = golden.path("greedy_ids");
    int prompt = golden.path("prompt_ids_with_bos").size();
    for (int i = 0; i + 1 < ids.size(); i++) {
      double[] logits = llama.append(ids.get(i).asInt());
      if (i >= prompt - 1) {
        assertThat(ReferenceLlama.argmax(logits)).isEqualTo(ids.get(i + 1).asInt());
      }
    }
  }

  private static double[] run(ReferenceLlama llama, JsonNode tokens, JsonNode golden) {
    double[] logits = null;
    for (int i = 0; i < tokens.size(); i++) {
      logits = llama.append(tokens.get(i).asInt());
      assertThat(ReferenceLlama.argmax(logits)).isEqualTo(golden.path("argmax").get(i).asInt());
    }
    return logits;
  }

  private static void assertClose(String what, double[] got, JsonNode want, double tolerance) {
    assertThat(got).hasSize(want.size());
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i])
          .as(what + " logit " + i)
          .isCloseTo(want.get(i).asDouble(), within(tolerance));
    }
  }
}
