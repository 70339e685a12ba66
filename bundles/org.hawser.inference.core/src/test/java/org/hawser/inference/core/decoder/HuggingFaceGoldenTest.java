package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Logits of tiny models of every architecture, as Hugging Face transformers computes them.
class HuggingFaceGoldenTest {
  @ParameterizedTest
  @CsvSource({
    "tiny-llama, 14",
    "tiny-llama-hd64-tied, 2",
    "tiny-mistral-window16, 2",
    "tiny-qwen2, 2",
    "tiny-qwen3, 2",
    "tiny-phi3, 2",
    "tiny-gemma3, 2"
  })
  void logitsAreThoseOfTransformers(String name, int cases) {
    Path directory = SharedData.require("golden/models/" + name);
    JsonNode expected = ModelJson.read(directory.resolve("expected.json")).path("cases");
    assertThat(expected.size()).isEqualTo(cases);
    for (JsonNode golden : expected) {
      check(name, directory, golden);
    }
  }

  private static void check(String name, Path directory, JsonNode golden) {
    String what = name + " " + golden.path("case").asText() + " " + golden.path("length").asText();
    int[] tokens = Logits.ids(golden.path("tokens"));
    JavaKernels kernels = new JavaKernels();
    DecoderModel model = HuggingFaceModel.read(directory, config(directory, golden));
    try (Decoder decoder = new Decoder(model, kernels, 1)) {
      for (float[][] logits : Logits.everyWay(decoder, tokens)) {
        Logits.assertClose(what + " first", logits[0], golden.path("first_logits"), 1e-3);
        Logits.assertClose(
            what + " last", logits[tokens.length - 1], golden.path("last_logits"), 1e-3);
        for (int i = 0; i < tokens.length; i++) {
          assertThat(Logits.argmax(logits[i]))
              .as(what + " position " + i)
              .isEqualTo(golden.path("argmax").get(i).asInt());
        }
        assertThat(Logits.nll(logits, tokens))
            .as(what + " nll")
            .isCloseTo(golden.path("nll").asDouble(), within(1e-4));
      }
    } finally {
      kernels.stop();
    }
  }

  /// Cases of one model differ by the RoPE scaling its configuration declares.
  private static JsonNode config(Path directory, JsonNode golden) {
    ObjectNode config = (ObjectNode) ModelJson.read(directory.resolve("config.json"));
    config.set("rope_parameters", golden.path("rope_parameters"));
    String type = golden.path("rope_parameters").path("rope_type").asText();
    switch (type) {
      case "yarn", "llama3", "longrope" -> config.put("max_position_embeddings", 128);
      default -> assertThat(config.path("max_position_embeddings").asInt()).isEqualTo(32);
    }
    return config;
  }
}
