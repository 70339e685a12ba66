package org.hawser.inference.core.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hawser.inference.api.text.Tokenizer.Encoding;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors of llama.cpp's own tokenizer tests, which add no special tokens and read none out of
/// the text.
class LlamaCppVectorsTest {
  private static final String SEPARATOR = "\n__ggml_vocab_test__\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deepseek-coder",
        "deepseek-llm",
        "falcon",
        "gpt-2",
        "llama-spm",
        "mpt",
        "phi-3",
        "refact",
        "starcoder",
        "llama-bpe",
        "qwen2",
        "command-r",
        "deepseek-r1-qwen"
      })
  void idsAreThoseOfLlamaCpp(String name) throws IOException {
    Path folder = SharedData.require("data/tokenizers/llama.cpp/models");
    Path vocabulary = folder.resolve("ggml-vocab-" + name + ".gguf");
    Assumptions.assumeTrue(Files.exists(vocabulary), () -> "Skipped: no vocabulary of " + name);
    String input = Files.readString(folder.resolve("ggml-vocab-" + name + ".gguf.inp"));
    List<String> texts = List.of(input.split(SEPARATOR, -1));
    List<String> lines = Files.readAllLines(folder.resolve("ggml-vocab-" + name + ".gguf.out"));
    try (GgufFile file = GgufFile.open(vocabulary)) {
      BpeTokenizer tokenizer = GgufTokenizers.read(file);
      assertThat(lines).hasSizeGreaterThan(40);
      for (int i = 0; i < lines.size(); i++) {
        Encoding encoding = tokenizer.encode(texts.get(i));
        assertThat(encoding.ids())
            .as(name + " on <" + texts.get(i) + ">")
            .isEqualTo(ids(lines.get(i)));
        EncodingChecks.check(tokenizer, texts.get(i), encoding);
      }
    }
  }

  private static int[] ids(String line) {
    Stream<String> numbers = Arrays.stream(line.trim().split(" ")).filter(n -> !n.isEmpty());
    return numbers.mapToInt(Integer::parseInt).toArray();
  }
}
