package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Has one long document read with every prompt strategy that reads it in its own way, and follows
/// each answer from its sentences down to the chunks.
final class PromptStrategyRounds {
  private static final String COLLECTION = "tales";
  private static final int SECTIONS = 16;
  private static final String SECTION =
      """
      ## Day %d

      Once upon a time, there was a little girl named Lily. She loved to play outside in the park.
      On day %d she saw a big dog with a red ball. The dog was very happy and wanted to play with
      Lily. They played together all day and became the best of friends. Then her mom said that it
      was time to go home.

      """;

  private final Api api;
  private final String model;
  private String document;
  private Set<String> chunks;

  PromptStrategyRounds(Api api, String model) {
    this.api = api;
    this.model = model;
  }

  void go() throws Exception {
    upload();
    assertThat(ask("map-reduce", "yarn:factor=2").path("calls").size()).isGreaterThan(2);
    assertThat(ask("refine", "yarn:factor=2").path("calls").size()).isGreaterThan(1);
    assertThat(ask("whole-document", "yarn:factor=4").path("calls")).hasSize(1);
  }

  private void upload() throws Exception {
    StringBuilder text = new StringBuilder("# Lily in the park\n\n");
    for (int day = 1; day <= SECTIONS; day++) {
      text.append(SECTION.formatted(day, day));
    }
    document =
        api.upload(COLLECTION, "lily.md", text.toString().getBytes(StandardCharsets.UTF_8))
            .path("documentId")
            .asText();
    api.awaitSettled();
    int count = api.get("documents/" + document).path("document").path("chunkCount").asInt();
    assertThat(count).isGreaterThan(1);
    chunks = new TreeSet<>();
    for (int ordinal = 0; ordinal < count; ordinal++) {
      chunks.add(document + "#" + ordinal);
    }
  }

  /// @return how the answer was made
  private JsonNode ask(String strategy, String context) throws Exception {
    JsonNode reply =
        api.post(
            "ask",
            Map.of(
                "question",
                "What did Lily see in the park?",
                "model",
                model,
                "promptStrategy",
                strategy,
                "contextStrategy",
                context,
                "documents",
                List.of(document),
                "maxTokens",
                24));
    JsonNode making = reply.path("making");
    assertThat(making.path("promptStrategy").asText()).as("%s", reply).isEqualTo(strategy);
    assertThat(making.path("context").path("used").asText()).isEqualTo(context);
    assertThat(reply.path("written").path("text").asText()).as("%s", reply).isNotBlank();
    Set<String> read = assertChunks(making);
    assertSentences(reply.path("written"), read);
    return making;
  }

  /// The run that wrote the answer rests on all that was read before, and what nothing read is
  /// named.
  private Set<String> assertChunks(JsonNode making) {
    Set<String> read = new TreeSet<>();
    making.path("calls").forEach(call -> read.addAll(texts(call.path("chunks"))));
    JsonNode last = making.path("calls").path(making.path("calls").size() - 1);
    assertThat(last.path("step").asText()).isEmpty();
    assertThat(read).as("%s", making).isNotEmpty().isSubsetOf(chunks);
    assertThat(texts(last.path("chunks"))).containsExactlyInAnyOrderElementsOf(read);
    Set<String> accounted = new TreeSet<>(read);
    making.path("leftOut").forEach(left -> accounted.add(left.path("what").asText()));
    assertThat(accounted).containsAll(chunks);
    return read;
  }

  private static void assertSentences(JsonNode written, Set<String> read) {
    assertThat(written.path("sentences")).as("%s", written).isNotEmpty();
    for (JsonNode sentence : written.path("sentences")) {
      List<String> found = texts(sentence.path("chunks"));
      assertThat(read).as("%s", sentence).containsAll(found);
      switch (sentence.path("support").asText()) {
        case "SUPPORTED" -> assertThat(found).as("%s", sentence).isNotEmpty();
        case "UNSUPPORTED" -> assertThat(found).as("%s", sentence).isEmpty();
        default -> assertThat(sentence.path("reason").asText()).isNotEmpty();
      }
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
