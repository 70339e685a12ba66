package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// Logits of one small model in every quantisation.
class GgufGoldenTest {
  @Test
  void logitsAreThoseOfTheDequantisedWeights() {
    Path directory = SharedData.require("golden/models/gguf-tiny-llama");
    JsonNode expected = ModelJson.read(directory.resolve("expected.json"));
    int[] tokens = Logits.ids(expected.path("tokens"));
    assertThat(expected.path("cases").size()).isEqualTo(15);
    for (JsonNode golden : expected.path("cases")) {
      check(directory, tokens, golden);
    }
  }

  private static void check(Path directory, int[] tokens, JsonNode golden) {
    String name = golden.path("file").asText();
    JavaKernels kernels = new JavaKernels();
    try (GgufFile file = GgufFile.open(directory.resolve(name));
        Decoder decoder = new Decoder(GgufModel.read(file), kernels, 1)) {
      for (float[][] logits : Logits.everyWay(decoder, tokens)) {
        Logits.assertClose(name, logits[tokens.length - 1], golden.path("last_logits"), 1e-3);
        for (int i = 0; i < tokens.length; i++) {
          assertThat(Logits.argmax(logits[i])).isEqualTo(golden.path("argmax").get(i).asInt());
        }
        assertThat(Logits.nll(logits, tokens))
            .as(name + " nll")
            .isCloseTo(golden.path("nll").asDouble(), within(1e-4));
      }
    } finally {
      kernels.stop();
    }
  }
}
