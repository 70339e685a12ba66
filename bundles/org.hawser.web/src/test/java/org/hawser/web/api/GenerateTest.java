package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class GenerateTest extends WebTest {
  @Test
  void listsModels() throws Exception {
    JsonNode models = Client.json(start().get("/api/v1/models")).path("models");

    assertThat(models).hasSize(2);
    assertThat(models.get(0).path("state").asText()).isEqualTo("FAILED");
    assertThat(models.get(0).path("description").isNull()).isTrue();
    assertThat(models.get(1).path("memory").path("weightBytes").path("f32").asLong())
        .isEqualTo(100);
    assertThat(models.get(0).path("prefixes").path("hitRate").asDouble()).isZero();
    assertThat(models.get(1).path("prefixes").path("hitRate").asDouble()).isEqualTo(0.75);
  }

  @Test
  void answersAsOneObject() throws Exception {
    JsonNode answer =
        Client.json(
            start().generate("{\"model\":\"repeat\",\"prompt\":\"one two\",\"maxTokens\":3}"));

    assertThat(answer.path("text").asText()).isEqualTo("one two one ");
    assertThat(answer.path("finishReason").asText()).isEqualTo("LENGTH");
    assertThat(answer.path("statistics").path("generatedTokens").asInt()).isEqualTo(3);
    assertThat(answer.path("context").path("swap").isNull()).isTrue();
  }

  @Test
  void strategiesAndTheirChangesAreAskedForAndTold() throws Exception {
    JsonNode context =
        Client.json(
                start()
                    .generate(
                        "{\"model\":\"repeat\",\"prompt\":\"one\",\"maxTokens\":1,"
                            + "\"strategy\":\"yarn\",\"collection\":\"contracts\",\"swap\":\"tail:9\"}"))
            .path("context");

    assertThat(context.path("strategy").asText()).isEqualTo("yarn");
    assertThat(context.path("source").asText()).isEqualTo("REQUEST");
    assertThat(context.path("notice").asText()).isEqualTo("Asked for contracts.");
    assertThat(context.path("exact").asBoolean(true)).isFalse();
    assertThat(context.path("tokensNoLongerVisible").asInt()).isEqualTo(7);
    JsonNode swap = context.path("swap");
    assertThat(swap.path("from").asText()).isEqualTo("none");
    assertThat(swap.path("to").asText()).isEqualTo("yarn");
    assertThat(swap.path("mode").asText()).isEqualTo("REPREFILL_TAIL");
    assertThat(swap.path("exact").asBoolean(true)).isFalse();
    assertThat(swap.path("tokensComputedAnew").asInt()).isEqualTo(9);
    assertThat(swap.path("milliseconds").asDouble()).isEqualTo(2.5);
    assertThat(swap.path("why").asText()).isEqualTo("As asked.");
  }

  @Test
  void answersPieceByPiece() throws Exception {
    HttpResponse<String> response =
        start()
            .generate(
                "{\"model\":\"repeat\",\"stream\":true,\"maxTokens\":2,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"a b\"}]}");

    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    List<String> lines = response.body().lines().filter(line -> !line.isEmpty()).toList();
    assertThat(lines)
        .startsWith(
            "event: prompt",
            "data: {\"done\":2,\"total\":2}",
            "event: text",
            "data: {\"text\":\"a \"}",
            "event: text",
            "data: {\"text\":\"b \"}",
            "event: done");
  }

  @Test
  void aClientThatGoesEndsTheAnswer() throws Exception {
    start();
    String body =
        "{\"model\":\"repeat\",\"prompt\":\"on and on\",\"maxTokens\":1000000,\"stream\":true}";
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request =
          String.join(
              "\r\n",
              "POST /api/v1/generate HTTP/1.1",
              "Host: 127.0.0.1",
              "Content-Type: application/json",
              "Authorization: Bearer " + WebServer.TOKEN,
              "Content-Length: " + body.length(),
              "",
              body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      while (!in.readLine().startsWith("event: text")) {
        assertThat(server.product.models.model.cancelled.getCount()).isEqualTo(1);
      }
    }
    server.product.models.model.cancelled.await();
    server.product.models.model.released.await();
  }

  @Test
  void refusalsAreProblems() throws Exception {
    Client client = start();

    assertThat(problem(client.generate("{\"model\":\"x\",\"prompt\":\"a\"}"), 404, "not-found"))
        .contains("choose repeat");
    assertThat(
            problem(
                client.generate("{\"model\":\"broken\",\"prompt\":\"a\"}"),
                503,
                "model-unavailable"))
        .contains("download it anew");
    assertThat(
            problem(
                client.generate("{\"model\":\"repeat\",\"prompt\":\"no\"}"),
                400,
                "invalid-request"))
        .contains("ask nicely");
    assertThat(
            problem(
                client.generate("{\"model\":\"repeat\",\"prompt\":\"no\",\"stream\":true}"),
                400,
                "invalid-request"))
        .contains("ask nicely");
    assertThat(
            problem(
                client.generate("{\"model\":\"repeat\",\"prompt\":\"fail\"}"),
                503,
                "model-unavailable"))
        .contains("was unloaded");
    for (String body :
        List.of(
            "{\"model\":\"repeat\"}",
            "{\"prompt\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]}",
            "{\"prompt\":\"a\",\"serve\":\"int3\"}",
            "{\"prompt\":\"a\",\"temperature\":11}",
            "{\"prompt\":\"a\",\"temperature\":\"hot\"}",
            "{\"prompt\":\"a\",\"stop\":[\"\"]}",
            "{\"messages\":[{\"role\":\"user\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"name\":\"b\"}]}")) {
      problem(client.generate(body), 400, "invalid-request");
    }
  }

  @Test
  void aFailureInMidStreamIsTold() throws Exception {
    HttpResponse<String> response =
        start().generate("{\"model\":\"repeat\",\"prompt\":\"a fail\",\"stream\":true}");

    assertThat(response.body()).contains("event: failed").contains("was unloaded: ask again.");
  }

  @Test
  void generatingNeedsTheToken() throws Exception {
    problem(
        start()
            .send(
                "POST",
                "/api/v1/generate",
                BodyPublishers.ofString("{\"prompt\":\"a\"}"),
                "Content-Type",
                "application/json"),
        401,
        "token-required");
  }
}
