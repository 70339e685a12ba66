package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Language models in the product as it is shipped: files come and go, answers are as other engines
/// give them.
class GenerateIT {
  private static final String TEMPLATE =
      "{% for message in messages %}{{ message['content'] }}\n{% endfor %}";
  private static final String PROMPT = "Once upon a time";

  @TempDir Path work;

  private static Path stories() {
    return SharedData.require("data/models/tinystories-656k");
  }

  private static byte[] gguf() throws IOException {
    return StoriesGguf.make(SharedData.require("data/models/stories260K"), TEMPLATE);
  }

  private static int[] golden(String file, String field) throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(SharedData.require("data/models").resolve(file).toFile());
    return ids(golden.path(field));
  }

  private static int[] ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static Map<String, Object> request(String model, int tokens) {
    return Map.of("model", model, "prompt", PROMPT, "maxTokens", tokens, "serve", "f32");
  }

  /// Starts with keys and values in f32, as the golden values were computed.
  private HawserProcess start(String... settings) throws IOException {
    Path config = work.resolve("data/config");
    Files.createDirectories(config);
    Files.createDirectories(work.resolve("data/models"));
    Files.write(
        config.resolve("org.hawser.inference.core.library.ModelLibrary.config"),
        ("cacheFormat=\"f32\"\n" + String.join("\n", settings) + "\n")
            .getBytes(StandardCharsets.UTF_8));
    return HawserProcess.start(work.resolve("data"));
  }

  private static JsonNode model(JsonNode listing, String id) {
    return StreamSupport.stream(listing.path("models").spliterator(), false)
        .filter(model -> model.path("modelId").asText().equals(id))
        .findFirst()
        .orElse(new ObjectMapper().createObjectNode());
  }

  private static void awaitState(Api api, String id, String state) throws InterruptedException {
    api.await(
        () -> api.quietly("models"),
        models -> model(models, id).path("state").asText().equals(state));
  }

  @Test
  void oneCommandFromFolderToText() throws Exception {
    int[] expected = golden("tinystories-656k-golden.json", "greedy_ids");
    int prompt = golden("tinystories-656k-golden.json", "prompt_ids_with_bos").length;

    var written =
        HawserProcess.run(
            "generate",
            "--model",
            stories().toString(),
            "--serve",
            "f32",
            "--json",
            "--max-tokens",
            "24",
            PROMPT);

    assertThat(written.exit()).as(written.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(written.out());
    assertThat(ids(answer.path("tokenIds")))
        .isEqualTo(Arrays.copyOfRange(expected, prompt, prompt + 24));
  }

  @Test
  void filesComeAndGo() throws Exception {
    int[] expected = golden("stories260K-golden.json", "greedy_token_ids_200");
    try (HawserProcess running = start()) {
      Api api = running.api();
      Path models = work.resolve("data/models");
      byte[] bytes = gguf();
      Files.write(models.resolve("broken.gguf"), Arrays.copyOf(bytes, bytes.length / 2));
      Files.write(models.resolve("stories.gguf"), bytes);
      awaitState(api, "broken", "FAILED");
      awaitState(api, "stories", "AVAILABLE");

      JsonNode answer = api.post("generate", request("stories", 100));
      int read = answer.path("statistics").path("promptTokens").asInt();
      assertThat(ids(answer.path("tokenIds")))
          .isEqualTo(Arrays.copyOfRange(expected, read, read + 100));
      assertLogprobs(api);
      assertThat(api.post("generate", request("broken", 1)).path("detail").asText())
          .contains("broken.gguf ends before the data of tensor");
      var listed = HawserProcess.run("models", "--data", data());
      assertThat(listed.out()).contains("stories", "loaded", "llama", "mit", "download it anew");
      assertThat(api.text("/health?tags=hawser")).contains("broken.gguf ends before");

      Files.delete(models.resolve("stories.gguf"));
      awaitState(api, "stories", "");
      assertThat(api.post("generate", request("stories", 1)).path("detail").asText())
          .contains("There is no model 'stories'");
    }
  }

  /// What is most probable is chosen.
  private static void assertLogprobs(Api api) throws Exception {
    JsonNode completion =
        api.post(
            "/v1/chat/completions",
            Map.of(
                "model",
                "stories",
                "messages",
                List.of(Map.of("role", "user", "content", PROMPT)),
                "max_tokens",
                3,
                "temperature",
                0,
                "logprobs",
                true,
                "top_logprobs",
                2));
    JsonNode tokens = completion.at("/choices/0/logprobs/content");
    assertThat(tokens).as("%s", completion).hasSize(3);
    for (JsonNode token : tokens) {
      assertThat(token.path("top_logprobs")).hasSize(2);
      assertThat(token.path("logprob").asDouble())
          .isNegative()
          .isEqualTo(token.at("/top_logprobs/0/logprob").asDouble());
    }
  }

  @Test
  void talksInTurnsFromBothFormats() throws Exception {
    try (HawserProcess running = start()) {
      Path models = work.resolve("data/models");
      Files.write(models.resolve("stories.gguf"), gguf());
      Path folder = Files.createDirectory(models.resolve("tales"));
      for (String file :
          new String[] {
            "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"
          }) {
        Files.copy(stories().resolve(file), folder.resolve(file));
      }
      Files.writeString(folder.resolve("chat_template.jinja"), TEMPLATE);
      awaitState(running.api(), "stories", "AVAILABLE");
      awaitState(running.api(), "tales", "AVAILABLE");

      for (String model : new String[] {"stories", "tales"}) {
        var talk =
            HawserProcess.typed(
                "Once there was a dog\nThe dog saw a cat\n",
                "generate",
                "--data",
                data(),
                "--chat",
                "--model",
                model,
                "--max-tokens",
                "12");
        assertThat(talk.exit()).as(talk.err()).isZero();
        assertThat(talk.err().lines().filter(line -> line.startsWith("(" + model))).hasSize(2);
        assertThat(talk.out()).isNotBlank();
      }
    }
  }

  @Test
  void aClientThatLeavesHurtsNobody() throws Exception {
    try (HawserProcess running = start()) {
      Files.write(work.resolve("data/models/stories.gguf"), gguf());
      awaitState(running.api(), "stories", "AVAILABLE");
      for (int i = 0; i < 3; i++) {
        try (InputStream events = running.api().stream("generate", "stories", PROMPT, 400)) {
          assertThat(events.read()).isNotNegative();
        }
      }
      assertThat(running.api().post("generate", request("stories", 5)).path("tokenIds").size())
          .isEqualTo(5);
    }
    assertThat(Files.readString(work.resolve("data/logs/hawser.log"))).doesNotContain("Exception");
    assertThat(Files.readString(work.resolve("stderr.txt"))).doesNotContain("Exception");
  }

  @Test
  void aModelTooLargeIsRefusedWithNumbers() throws Exception {
    try (HawserProcess running = start("memoryLimitMegabytes=I\"1\"")) {
      Files.write(work.resolve("data/models/stories.gguf"), gguf());
      awaitState(running.api(), "stories", "AVAILABLE");

      JsonNode refused = running.api().post("generate", request("stories", 5));

      assertThat(refused.path("status").asInt()).isEqualTo(503);
      assertThat(refused.path("detail").asText())
          .matches("The model stories needs \\d+ MB as f32, but only 1 MB are left .*");
      assertThat(running.api().get("status").path("name").asText()).isEqualTo("Hawser");
    }
  }

  @Test
  void mistakesAreToldInOneSentence() throws Exception {
    Path junk = Files.write(work.resolve("junk.gguf"), new byte[50]);

    var broken = HawserProcess.run("generate", "--model", junk.toString(), "x");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err()).contains("junk.gguf is not a GGUF file").doesNotContain("\tat ");
    assertThat(HawserProcess.run("generate", "--data", data(), "x").err())
        .contains("There are no models yet");
    assertThat(HawserProcess.run("generate", "--data", data()).err())
        .contains("Say what to write about");
  }

  private String data() {
    return work.resolve("data").toString();
  }
}
