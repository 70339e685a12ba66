package org.hawser.inference.core.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.text.Tokenizer.Encoding;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// Ids, tokens and decodings made by Hugging Face transformers for multilingual inputs.
class HuggingFaceVectorsTest {
  private static final String FOLDER = "data/tokenizers/conformance/";

  @Test
  void gpt2() throws IOException {
    BpeTokenizer tokenizer = tokenizer("gpt2_tokenizer.json");
    assertThat(compare(tokenizer, "gpt2_multilingual.json", true)).isEqualTo(83);
    assertThat(compareSimple(tokenizer, "openai-community__gpt2.json")).isEqualTo(30);
    assertThat(tokenizer.addsBosToken()).isFalse();
  }

  /// RoBERTa has GPT-2's merges under other ids: the spelling of the tokens must be the same.
  @Test
  void robertaSpelling() throws IOException {
    assertThat(compare(tokenizer("gpt2_tokenizer.json"), "roberta_base_multilingual.json", false))
        .isEqualTo(83);
  }

  @Test
  void llamaAndTinyLlama() throws IOException {
    BpeTokenizer tokenizer = tokenizer("llama_tokenizer.json");
    assertThat(compare(tokenizer, "tinyllama_multilingual.json", true)).isEqualTo(83);
    assertThat(compareSimple(tokenizer, "TinyLlama__TinyLlama-1.1B-Chat-v1.0.json")).isEqualTo(30);
    assertThat(tokenizer.addsBosToken()).isTrue();
    assertThat(tokenizer.bosTokenId()).hasValue(1);
  }

  /// No ids are at hand for this file; its vocabulary is that of the GGUF vectors.
  @Test
  void falconEqualsItsGgufVocabulary() throws IOException {
    BpeTokenizer json = tokenizer("falcon_tokenizer.json");
    Path path = SharedData.require("data/tokenizers/llama.cpp/models/ggml-vocab-falcon.gguf");
    try (var file = GgufFile.open(path)) {
      BpeTokenizer gguf = GgufTokenizers.read(file);
      for (JsonNode input : array(FOLDER + "inputs.json")) {
        String text = input.path("text").asText();
        Encoding encoding = json.encode(text);
        assertThat(encoding.ids()).isEqualTo(gguf.encode(text).ids());
        EncodingChecks.check(json, text, encoding);
      }
    }
  }

  /// Without Qwen's vocabulary only its pre-tokenizer can be checked: no token of the vectors may
  /// reach across a cut.
  @Test
  void qwenTokensNeverCrossACut() throws IOException {
    Map<String, String> texts = texts();
    List<Splitter> splitters = NamedPreTokenizer.named("qwen2").splitters();
    for (JsonNode entry : entries("qwen2_5_multilingual.json")) {
      String text = Normalizer.normalize(texts.get(entry.path("id").asText()), Normalizer.Form.NFC);
      List<Integer> cuts = new ArrayList<>();
      splitters.getFirst().split(text, 0, text.length(), (from, to) -> cuts.add(bytes(text, to)));
      List<Integer> ends = new ArrayList<>();
      int end = 0;
      for (JsonNode token : entry.path("tokens")) {
        end += token.asText().length();
        ends.add(end);
      }
      assertThat(ends).as(entry.path("id").asText()).containsAll(cuts);
    }
  }

  private static int bytes(String text, int to) {
    return text.substring(0, to).getBytes(StandardCharsets.UTF_8).length;
  }

  private static int compare(BpeTokenizer tokenizer, String vectors, boolean ids)
      throws IOException {
    Map<String, String> texts = texts();
    int compared = 0;
    for (JsonNode entry : entries(vectors)) {
      String text = texts.get(entry.path("id").asText());
      Encoding encoding = tokenizer.encode(text);
      if (ids) {
        assertIds(tokenizer, entry, encoding, text);
      }
      List<String> tokens = new ArrayList<>();
      for (int id : encoding.ids()) {
        tokens.add(tokenizer.token(id));
      }
      assertThat(tokens)
          .as(text)
          .isEqualTo(
              entry
                  .path("tokens")
                  .valueStream()
                  .map(JsonNode::asText)
                  .filter(t -> !t.matches("</?s>"))
                  .toList());
      EncodingChecks.check(tokenizer, text, encoding);
      compared++;
    }
    return compared;
  }

  private static int compareSimple(BpeTokenizer tokenizer, String vectors) {
    JsonNode entries = ModelJson.read(SharedData.require(FOLDER + vectors)).path("entries");
    int compared = 0;
    for (JsonNode entry : entries) {
      String text = entry.path("decoded_skip_special").asText();
      assertIds(tokenizer, entry, tokenizer.encode(text), text);
      compared++;
    }
    return compared;
  }

  private static void assertIds(
      BpeTokenizer tokenizer, JsonNode entry, Encoding encoding, String text) {
    List<Integer> want =
        new ArrayList<>(entry.path("input_ids").valueStream().map(JsonNode::asInt).toList());
    if (tokenizer.addsBosToken()) {
      assertThat(want.removeFirst()).isEqualTo(tokenizer.bosTokenId().orElseThrow());
    }
    assertThat(encoding.ids()).as(text).containsExactly(want.stream().mapToInt(i -> i).toArray());
    assertThat(tokenizer.decode(encoding.ids()))
        .isEqualTo(entry.path("decoded_skip_special").asText());
  }

  private static BpeTokenizer tokenizer(String file) {
    return HuggingFaceTokenizers.fromJson(
        ModelJson.read(SharedData.require(FOLDER + file)), MissingNode.getInstance());
  }

  private static Map<String, String> texts() throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (JsonNode input : array(FOLDER + "inputs.json")) {
      texts.put(input.path("id").asText(), input.path("text").asText());
    }
    return texts;
  }

  private static JsonNode array(String file) throws IOException {
    return new ObjectMapper().readTree(SharedData.require(file).toFile());
  }

  private static JsonNode entries(String vectors) {
    return ModelJson.read(SharedData.require(FOLDER + vectors)).path("entries");
  }
}
