package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.hawser.testkit.Await;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A conversation with a small trained model goes on after `kill -9` in the middle of an answer;
/// the container it goes on in also reads a document with every prompt strategy.
@Timeout(300)
class ConversationKillIT {
  private static final String MODEL = "tinystories-656k";
  private static final String COMMENT = "Short \u2013 and right";

  @TempDir Path work;

  @Test
  void aConversationGoesOnAfterAKill() throws Exception {
    putModel(SharedData.require("data/models/" + MODEL));
    JsonNode before;
    String conversation;
    try (HawserProcess first = HawserProcess.start(work.resolve("data"))) {
      Api api = first.api();
      prepare(api);
      String id =
          api.post("conversations", Map.of("model", MODEL, "maxTokens", 60)).path("id").asText();
      conversation = "conversations/" + id;
      turn(api, conversation, "Who feeds the seals of basin Lumineth?");
      JsonNode second = turn(api, conversation, "When are the seals of basin Lumineth fed?");
      api.put(
          "replies/" + second.path("id").asText() + "/judgement",
          Map.of("good", true, "comment", COMMENT));
      before = api.get(conversation);
      Await.until("the hash is kept", () -> Files.exists(work.resolve("data/answer/model-hashes")));
      try (BufferedReader events = begin(api, conversation, "And by whom?")) {
        assertThat(events.readLine()).startsWith("event: ");
        first.kill();
      }
    }

    try (HawserProcess again = HawserProcess.start(work.resolve("data"))) {
      Api api = again.api();
      api.awaitReady();
      awaitModel(api);
      assertListed(api, before);
      JsonNode after = api.get(conversation);
      for (int turn = 0; turn < 2; turn++) {
        assertThat(after.path("turns").path(turn)).isEqualTo(before.path("turns").path(turn));
        assertProvenance(after.path("turns").path(turn).path("replies").path(0));
      }
      assertJudged(api, before.path("turns").path(1).path("replies").path(0).path("id").asText());
      goOn(api, conversation);
      new PromptStrategyRounds(api, MODEL).go();
    }
  }

  /// The hash of the weights is there at once, as it was kept.
  private String sha256() throws Exception {
    byte[] weights =
        Files.readAllBytes(work.resolve("data/models").resolve(MODEL).resolve("model.safetensors"));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
  }

  private void putModel(Path source) throws IOException {
    Path target = Files.createDirectories(work.resolve("data/models").resolve(MODEL));
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static void prepare(Api api) throws Exception {
    api.awaitReady();
    api.upload(
        "harbour",
        "seals.md",
        """
        # Basin Lumineth

        The seals of basin Lumineth are fed by the keeper of the north gate.
        The seals of basin Lumineth are fed at noon.
        """
            .getBytes(StandardCharsets.UTF_8));
    api.awaitSettled();
    awaitModel(api);
  }

  private static void awaitModel(Api api) throws InterruptedException {
    api.await(
        () -> api.quietly("models"),
        models -> models.path("models").findValuesAsText("modelId").contains(MODEL));
  }

  private static JsonNode turn(Api api, String conversation, String question) throws Exception {
    JsonNode reply = api.post(conversation + "/turns", Map.of("question", question));
    assertProvenance(reply);
    return reply;
  }

  private static void assertProvenance(JsonNode reply) {
    assertThat(reply.path("sentences").toString()).as("%s", reply).contains("Lumineth");
    assertThat(reply.path("written").path("text").asText()).as("%s", reply).isNotBlank();
    assertThat(reply.path("making").path("model").path("id").asText()).isEqualTo(MODEL);
    assertThat(reply.path("making").path("promptStrategy").asText()).isNotEmpty();
    assertThat(reply.path("making").path("calls").path(0).path("chunks")).isNotEmpty();
    assertThat(reply.path("provenance").path("evidence")).isNotEmpty();
  }

  /// A turn whose reply is followed.
  private static BufferedReader begin(Api api, String conversation, String question)
      throws Exception {
    return new BufferedReader(
        new InputStreamReader(
            api.stream(conversation + "/turns", Map.of("question", question, "stream", true)),
            StandardCharsets.UTF_8));
  }

  private static void assertListed(Api api, JsonNode before) throws Exception {
    JsonNode listed = api.get("conversations").path("conversations");
    assertThat(listed).hasSize(1);
    assertThat(listed.path(0).path("id")).isEqualTo(before.path("id"));
    assertThat(listed.path(0).path("title")).isEqualTo(before.path("title"));
    assertThat(listed.path(0).path("busy").asBoolean()).isFalse();
  }

  private static void assertJudged(Api api, String reply) throws Exception {
    JsonNode judgements = api.get("judgements").path("judgements");
    assertThat(judgements).hasSize(1);
    assertThat(judgements.path(0).path("replyId").asText()).isEqualTo(reply);
    assertThat(judgements.path(0).path("good").asBoolean()).isTrue();
    assertThat(judgements.path(0).path("comment").asText()).isEqualTo(COMMENT);
  }

  /// The turn the process died over is answered, and a next one, both out of what was said.
  private void goOn(Api api, String conversation) throws Exception {
    JsonNode third = api.post(conversation + "/turns/2/replies", Map.of());
    assertProvenance(third);
    assertThat(third.path("making").path("model").path("sha256").asText()).isEqualTo(sha256());
    assertThat(third.path("standaloneQuestion").asText()).contains("And by whom?", "seals");
    turn(api, conversation, "And at what time are they fed there?");
    JsonNode turns = api.get(conversation).path("turns");
    assertThat(turns).hasSize(4);
    assertThat(turns.path(2).path("question").asText()).isEqualTo("And by whom?");
    assertThat(turns.path(3).path("replies")).hasSize(1);
  }
}
