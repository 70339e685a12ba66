package org.hawser.inference.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.inference.api.text.Tokenizer.Encoding;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class WordPieceTokenizerTest {
  private static WordPieceTokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    String resource = "/model/bge-small-en-v1.5-q-tokenizer.json";
    try (InputStream in = WordPieceTokenizerTest.class.getResourceAsStream(resource)) {
      tokenizer = TokenizerFiles.fromJson(ModelJson.read("tokenizer.json", in.readAllBytes()));
    }
  }

  @Test
  void multilingualInputsMatchHuggingFace() throws IOException {
    Map<String, String> texts = new HashMap<>();
    GoldenText.json("inputs.json")
        .forEach(input -> texts.put(input.path("id").asText(), input.path("text").asText()));
    JsonNode entries = GoldenText.json("bge_small_multilingual.json").path("entries");
    assertThat(entries).hasSize(83);
    for (JsonNode entry : entries) {
      String id = entry.path("id").asText();
      assertThat(framed(texts.get(id))).as(id).isEqualTo(ints(entry.path("input_ids")));
    }
  }

  @Test
  void conformanceInputsMatchHuggingFace() throws IOException {
    GoldenText texts =
        new GoldenText(SharedData.require("data/tokenizers/conformance/gpt2-vocab.json"));
    JsonNode inputs = GoldenText.json("openai-community__gpt2.json").path("entries");
    JsonNode entries = GoldenText.json("BAAI__bge-small-en-v1.5.json").path("entries");
    assertThat(entries.size()).isEqualTo(30);
    for (Map.Entry<String, JsonNode> entry : entries.properties()) {
      String text = texts.decode(inputs.path(entry.getKey()).path("input_ids"));
      assertThat(framed(text))
          .as(entry.getKey())
          .isEqualTo(ints(entry.getValue().path("input_ids")));
    }
  }

  @Test
  void vocabularyTestsMatchLlamaCpp() throws IOException {
    String base = "data/tokenizers/llama.cpp/models/ggml-vocab-bert-bge.gguf";
    String[] inputs =
        Files.readString(SharedData.require(base + ".inp")).split("\n__ggml_vocab_test__\n");
    List<String> outputs = Files.readAllLines(SharedData.require(base + ".out"));
    assertThat(outputs).hasSize(inputs.length);
    for (int i = 0; i < inputs.length; i++) {
      int[] expected =
          Arrays.stream(outputs.get(i).strip().split(" "))
              .filter(id -> !id.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      assertThat(tokenizer.encode(inputs[i]).ids()).as("[%s]", inputs[i]).isEqualTo(expected);
    }
  }

  @Test
  void offsetsPointIntoTheOriginalText() {
    String text = "Ünïcode\u200b café, 你好 İstanbul \uD83E\uDD99x";
    Encoding encoding = tokenizer.encode(text);
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < encoding.ids().length; i++) {
      pieces.add(text.substring(encoding.starts()[i], encoding.ends()[i]));
    }
    assertThat(pieces)
        .containsExactly("Ünïcode", "café", ",", "你", "好", "İstanbul", "\uD83E\uDD99x");
  }

  @Test
  void specialTokensAreNotReadFromText() {
    assertThat(tokenizer.encode("[CLS] [SEP] [MASK]").ids())
        .doesNotContain(tokenizer.classifierToken(), tokenizer.separatorToken(), 103);
  }

  @Test
  void anyTextHasAscendingOffsetsInRange(TestReporter reporter) {
    long seed = System.nanoTime();
    reporter.publishEntry("seed", Long.toString(seed));
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String text = randomText(random);
      Encoding encoding = tokenizer.encode(text);
      int last = 0;
      for (int i = 0; i < encoding.ids().length; i++) {
        assertThat(encoding.ids()[i]).isBetween(0, tokenizer.vocabularySize() - 1);
        assertThat(encoding.starts()[i]).isBetween(last, encoding.ends()[i] - 1);
        assertThat(encoding.ends()[i]).isLessThanOrEqualTo(text.length());
        last = encoding.starts()[i];
      }
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(200); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(random.nextInt(0x110000));
        case 2 -> text.append(' ');
        case 3 -> text.append((char) (0x300 + random.nextInt(0x300)));
        default -> text.append((char) ('A' + random.nextInt(58)));
      }
    }
    return text.toString();
  }

  @Test
  void olderModelsHaveAVocabularyFile() throws IOException {
    var directory = Files.createTempDirectory("vocabulary");
    String pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nHello\nhello\n##s\n!\n";
    Files.writeString(directory.resolve("vocab.txt"), pieces, StandardCharsets.UTF_8);
    WordPieceTokenizer uncased = TokenizerFiles.fromDirectory(directory);
    assertThat(uncased.encode("Hellos!").ids()).containsExactly(5, 6, 7);
    Files.writeString(directory.resolve("tokenizer_config.json"), "{\"do_lower_case\":false}");
    WordPieceTokenizer cased = TokenizerFiles.fromDirectory(directory);
    assertThat(cased.encode("Hellos what").ids()).containsExactly(4, 6, 1);
  }

  private static int[] framed(String text) {
    int[] ids = tokenizer.encode(text).ids();
    int[] framed = new int[ids.length + 2];
    framed[0] = tokenizer.classifierToken();
    System.arraycopy(ids, 0, framed, 1, ids.length);
    framed[ids.length + 1] = tokenizer.separatorToken();
    return framed;
  }

  private static int[] ints(JsonNode ids) {
    int[] ints = new int[ids.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = ids.get(i).intValue();
    }
    return ints;
  }
}
