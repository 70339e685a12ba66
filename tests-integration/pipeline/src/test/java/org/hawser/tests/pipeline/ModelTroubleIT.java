package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/// One container through everything that can go wrong with language models, with conversations
/// before, between and after.
class ModelTroubleIT {
  private static final String TEMPLATE =
      "{% for message in messages %}{{ message['content'] }}\n{% endfor %}";
  private static final String DOG =
      "Once there was a dog. The dog had a red ball and liked to play in the park with a girl.";
  private static final String CONFIGURATION =
      "config/org.hawser.inference.core.library.ModelLibrary.config";

  /// Room for the small models in f32, not for the larger one.
  private static final String SETTINGS = "cacheFormat=\"f32\"\nmemoryLimitMegabytes=I\"7\"\n";

  @TempDir Path work;
  private Path models;
  private ExamContainer container;
  private Api api;

  @Test
  void theContainerSurvivesWhatModelsDo() throws Exception {
    Path data = work.resolve("data");
    models = Files.createDirectories(data.resolve("models"));
    Files.createDirectories(data.resolve("config"));
    Files.writeString(data.resolve(CONFIGURATION), SETTINGS);
    putModels();
    try (ExamContainer booted = ExamContainer.boot(data)) {
      container = booted;
      api = booted.api();
      for (String model : List.of("stories", "tales", "large")) {
        awaitState(model, "AVAILABLE");
      }
      talk("stories");
      talk("tales");
      damagedFilesAreNamed();
      whatDoesNotFitIsRefused();
      aClientThatLeavesEndsItsAnswer();
      anEngineThatGoesIsFollowedByTheNext();
      aCoreThatGoesEndsItsAnswers();
      talk("stories");
      talk("tales");
    }
  }

  private void putModels() throws IOException {
    Path shared = SharedData.require("data/models");
    byte[] stories = StoriesGguf.make(shared.resolve("stories260K"), TEMPLATE);
    Files.write(models.resolve("stories.gguf"), stories);
    Files.write(models.resolve("half.gguf"), Arrays.copyOf(stories, stories.length / 2));
    Path tales = copy(shared.resolve("tinystories-656k"), "tales");
    Files.writeString(tales.resolve("chat_template.jinja"), TEMPLATE);
    Path damaged = copy(shared.resolve("tinystories-656k"), "damaged");
    Files.writeString(damaged.resolve("config.json"), "{\"model_type\": \"llama\", ");
    copy(SharedData.require("golden/lab-model"), "large");
  }

  private Path copy(Path source, String name) throws IOException {
    Path target = Files.createDirectory(models.resolve(name));
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(source.resolve(file), target.resolve(file));
    }
    return target;
  }

  private void awaitState(String model, String state) throws InterruptedException {
    api.await(() -> api.quietly("models"), listing -> state(listing, model).equals(state));
  }

  private static String state(JsonNode listing, String id) {
    return StreamSupport.stream(listing.path("models").spliterator(), false)
        .filter(model -> model.path("modelId").asText().equals(id))
        .map(model -> model.path("state").asText())
        .findFirst()
        .orElse("");
  }

  /// Three turns; what was said before is read once.
  private void talk(String model) throws Exception {
    var first = Map.of("role", "user", "content", DOG);
    JsonNode one = chat(model, List.of(first));
    var reply = Map.of("role", "assistant", "content", one.path("text").asText());
    var second = Map.of("role", "user", "content", "The dog saw a cat.");
    JsonNode two = chat(model, List.of(first, reply, second));
    assertThat(two.path("statistics").path("cachedTokens").asInt()).as("%s", two).isPositive();
    var next = Map.of("role", "assistant", "content", two.path("text").asText());
    var third = Map.of("role", "user", "content", "They played.");
    chat(model, List.of(first, reply, second, next, third));
  }

  private JsonNode chat(String model, List<Map<String, String>> messages) throws Exception {
    JsonNode answer =
        api.post(
            "generate",
            Map.of("model", model, "messages", messages, "maxTokens", 16, "serve", "f32"));
    assertThat(answer.path("text").asText()).as("%s", answer).isNotBlank();
    return answer;
  }

  private void damagedFilesAreNamed() throws Exception {
    awaitState("half", "FAILED");
    awaitState("damaged", "FAILED");
    assertThat(refusal("half", "f32"))
        .startsWith("half.gguf ends before the data of tensor")
        .endsWith(".");
    assertThat(refusal("damaged", "f32")).startsWith("config.json is not valid JSON");
  }

  private String refusal(String model, String form) throws Exception {
    JsonNode answer = api.post("generate", Map.of("model", model, "prompt", "A", "serve", form));
    assertThat(answer.path("status").asInt()).as("%s", answer).isEqualTo(503);
    return answer.path("detail").asText();
  }

  private void whatDoesNotFitIsRefused() throws Exception {
    assertThat(refusal("large", "f32"))
        .matches(
            "The model large needs \\d+ MB as f32, but only \\d+ MB are left of the configured 7"
                + " MB: serve it as .*int8 .*");
    JsonNode smaller =
        api.post(
            "generate", Map.of("model", "large", "prompt", "The", "serve", "int8", "maxTokens", 4));
    assertThat(smaller.path("tokenIds").size()).as("%s", smaller).isEqualTo(4);
  }

  private void aClientThatLeavesEndsItsAnswer() throws Exception {
    int kept = sessions(api.get("models"));
    try (BufferedReader events = endless()) {
      assertThat(firstEvent(events)).isEqualTo("event: prompt");
    }
    api.await(() -> api.quietly("models"), listing -> sessions(listing) <= kept);
    golden();
  }

  private static int sessions(JsonNode listing) {
    return StreamSupport.stream(listing.path("models").spliterator(), false)
        .mapToInt(model -> model.path("sessions").asInt())
        .sum();
  }

  /// An answer that would take minutes.
  private BufferedReader endless() throws Exception {
    InputStream events =
        api.stream(
            "generate",
            Map.of(
                "model",
                "stories",
                "prompt",
                "Once upon a time",
                "maxTokens",
                200_000,
                "strategy",
                "streaming",
                "serve",
                "f32",
                "promptLookup",
                false,
                "stream",
                true));
    return new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
  }

  private static String firstEvent(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (line != null && !line.startsWith("event:")) {
      line = events.readLine();
    }
    return line;
  }

  private void golden() throws Exception {
    JsonNode golden =
        new ObjectMapper()
            .readTree(SharedData.require("data/models").resolve("stories260K-golden.json").toFile())
            .path("greedy_token_ids_200");
    JsonNode answer =
        api.post(
            "generate",
            Map.of(
                "model",
                "stories",
                "prompt",
                "Once upon a time",
                "maxTokens",
                100,
                "serve",
                "f32"));
    int read = answer.path("statistics").path("promptTokens").asInt();
    for (int i = 0; i < 100; i++) {
      assertThat(answer.path("tokenIds").path(i)).as("token " + i).isEqualTo(golden.get(read + i));
    }
  }

  private void anEngineThatGoesIsFollowedByTheNext() throws Exception {
    Bundle engine = container.installed("org.hawser.kernels.onednn");
    try (BufferedReader events = endless()) {
      assertThat(firstEvent(events)).isEqualTo("event: prompt");
      engine.stop();
      String later = events.lines().skip(1500).limit(300).collect(Collectors.joining("\n"));
      assertThat(later).contains("event: text").doesNotContain("event: failed");
    }
    golden();
    engine.start();
  }

  private void aCoreThatGoesEndsItsAnswers() throws Exception {
    Bundle core = container.installed("org.hawser.inference.core");
    try (BufferedReader events = endless()) {
      assertThat(firstEvent(events)).isEqualTo("event: prompt");
      core.stop();
      assertThat(events.lines().collect(Collectors.joining("\n")))
          .contains("event: failed")
          .contains("The transformer core was stopped: ask again in a moment.");
    }
    assertThat(api.get("status").path("name").asText()).isEqualTo("Hawser");
    core.start();
    awaitState("stories", "AVAILABLE");
    golden();
  }
}
