package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trained models tell the stories other engines tell.
class TrainedModelsTest {
  @TempDir Path folder;
  private final JavaKernels kernels = new JavaKernels();

  @AfterEach
  void stop() {
    kernels.stop();
  }

  @Test
  void tinystories656k() {
    Path models = SharedData.require("data/models");
    JsonNode golden = ModelJson.read(models.resolve("tinystories-656k-golden.json"));
    int[] expected = Logits.ids(golden.path("greedy_ids"));
    int[] prompt = Logits.ids(golden.path("prompt_ids_with_bos"));
    DecoderModel model = HuggingFaceModel.read(models.resolve("tinystories-656k"));
    try (Decoder decoder = new Decoder(model, kernels, 1)) {
      assertThat(Logits.greedy(decoder, prompt, expected.length - prompt.length))
          .isEqualTo(expected);
    }
  }

  @Test
  void stories260kAsGguf() throws IOException {
    Path models = SharedData.require("data/models");
    Path path = folder.resolve("stories260K.gguf");
    Llama2cModel.writeGguf(models.resolve("stories260K/stories260K.bin"), path);
    JsonNode golden = ModelJson.read(models.resolve("stories260K-golden.json"));
    int[] expected = Logits.ids(golden.path("greedy_token_ids_200"));
    int[] prompt = Arrays.copyOf(expected, 1);
    try (GgufFile file = GgufFile.open(path);
        Decoder decoder = new Decoder(GgufModel.read(file), kernels, 1)) {
      assertThat(Logits.greedy(decoder, prompt, expected.length - 1)).isEqualTo(expected);
    }
  }
}
