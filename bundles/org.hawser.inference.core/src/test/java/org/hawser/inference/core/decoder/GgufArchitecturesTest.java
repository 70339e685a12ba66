package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufWriter;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same models as GGUF files give the same logits.
class GgufArchitecturesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-llama, llama, default",
    "tiny-llama, llama, linear x4",
    "tiny-llama, llama, yarn x4",
    "tiny-llama-hd64-tied, llama, default",
    "tiny-mistral-window16, llama, default",
    "tiny-qwen2, qwen2, default",
    "tiny-qwen3, qwen3, default",
    "tiny-phi3, phi3, default",
    "tiny-gemma3, gemma3, default"
  })
  void logitsAreThoseOfTransformers(String name, String architecture, String label)
      throws IOException {
    Path directory = SharedData.require("golden/models/" + name);
    Path path = folder.resolve("model.gguf");
    GgufConversion conversion = new GgufConversion(directory, architecture);
    if (architecture.equals("gemma3")) {
      conversion.header().uint32("gemma3.attention.sliding_window_pattern", 3);
    }
    if (label.contains("x4")) {
      conversion
          .header()
          .text("llama.rope.scaling.type", label.split(" ")[0])
          .float32("llama.rope.scaling.factor", 4)
          .uint32("llama.rope.scaling.original_context_length", 32);
    }
    conversion.write(path);
    int checked = 0;
    for (JsonNode golden : ModelJson.read(directory.resolve("expected.json")).path("cases")) {
      if (golden.path("case").asText().equals(label)) {
        check(path, golden);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(2);
  }

  private static void check(Path path, JsonNode golden) {
    int[] tokens = Logits.ids(golden.path("tokens"));
    JavaKernels kernels = new JavaKernels();
    try (GgufFile file = GgufFile.open(path);
        Decoder decoder = new Decoder(GgufModel.read(file), kernels, 1)) {
      float[][] logits = Logits.everyWay(decoder, tokens).getFirst();
      String what = path + golden.path("length").asText();
      Logits.assertClose(what, logits[0], golden.path("first_logits"), 1e-3);
      Logits.assertClose(what, logits[tokens.length - 1], golden.path("last_logits"), 1e-3);
    } finally {
      kernels.stop();
    }
  }

  @Test
  void unknownArchitecturesAreOneSentence() throws IOException {
    Path path = folder.resolve("model.gguf");
    GgufWriter writer = new GgufWriter();
    writer.metadata().text("general.architecture", "mamba");
    writer.write(path);
    try (GgufFile file = GgufFile.open(path)) {
      assertThatThrownBy(() -> GgufModel.read(file))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("architecture mamba: use Llama");
    }
  }
}
