package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class ConversationsApiTest extends WebTest {
  private static final String ROOT = "/api/v1/conversations";

  @Test
  void aReplyToAQuestionIsFoundByItsId() throws Exception {
    Client client = start();
    index(client, "a.md", "Samples are stored for one whole day.\n");

    JsonNode reply = Client.json(client.ask("{\"question\":\"Are samples stored?\"}"));

    assertThat(reply.path("found").asBoolean()).isTrue();
    assertThat(reply.path("written").path("text").asText())
        .isEqualTo("Answer to Are samples stored?.");
    assertThat(reply.path("written").path("sources").get(0).path("pageUrl").asText())
        .startsWith("/#document=");
    String path = "/api/v1/replies/" + reply.path("id").asText();
    assertThat(Client.json(client.get(path))).isEqualTo(reply);
    assertThat(client.get(path + "?download=true").headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
    problem(client.get("/api/v1/replies/nothing"), 404, "not-found");
  }

  @Test
  void whatARequestAsksForReachesTheAssistant() throws Exception {
    start()
        .ask(
            "{\"question\":\"Why?\",\"documents\":[\"d\"],\"mode\":\"written\",\"model\":\"m\","
                + "\"contextStrategy\":\"yarn:factor=4\",\"swap\":\"tail:9\","
                + "\"promptStrategy\":\"refine\",\"maxTokens\":7,\"temperature\":0.5,\"seed\":3}");

    Inquiry inquiry = server.product.assistant.inquiries().getFirst();
    assertThat(inquiry.question().documents()).containsExactly("d");
    assertThat(inquiry.choices())
        .isEqualTo(
            new Choices(
                Choices.Mode.WRITTEN,
                "m",
                "yarn:factor=4",
                "tail:9",
                "refine",
                7,
                OptionalDouble.of(0.5),
                3));
  }

  @Test
  void aReplyComesPieceByPiece() throws Exception {
    Client client = start();

    HttpResponse<String> response = client.ask("{\"question\":\"Why?\",\"stream\":true}");

    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: extract",
            "event: queued",
            "event: sources",
            "event: reading",
            "event: text",
            "event: text",
            "event: done");
  }

  @Test
  void whatIsRefusedIsAProblem() throws Exception {
    Client client = start();

    HttpResponse<String> crowded = client.ask("{\"question\":\"crowded\",\"stream\":true}");
    problem(crowded, 429, "too-many-replies");
    assertThat(Client.json(crowded).path("position").asInt()).isEqualTo(7);
    assertThat(crowded.headers().firstValue("Retry-After")).isPresent();
    problem(client.ask("{\"question\":\"refused\"}"), 400, "invalid-request");
    problem(client.ask("{\"question\":\"failing\"}"), 503, "model-unavailable");
    assertThat(client.ask("{\"question\":\"failing\",\"stream\":true}").body())
        .contains("event: failed")
        .contains("The model was unloaded: ask again.");
    for (String field :
        List.of(
            "\"mode\":\"best\"",
            "\"swap\":\"all\"",
            "\"temperature\":3",
            "\"maxTokens\":0",
            "\"seed\":1.5",
            "\"documents\":\"d\"")) {
      problem(client.ask("{\"question\":\"Why?\"," + field + "}"), 400, "invalid-request");
    }
  }

  @Test
  void aConversationIsHeldChangedAndDeleted() throws Exception {
    Client client = start();
    HttpResponse<String> made = client.json("POST", ROOT, "{\"model\":\"m\"}");
    String path = made.headers().firstValue("Location").orElseThrow();

    client.json("POST", path + "/turns", "{\"question\":\"First\"}");
    String streamed =
        client.json("POST", path + "/turns", "{\"question\":\"Second\",\"stream\":true}").body();
    client.json("POST", path + "/turns/0/replies", "{\"promptStrategy\":\"refine\"}");
    client.json("PATCH", path, "{\"title\":\"Ships\",\"maxTokens\":9,\"model\":null}");

    assertThat(streamed).contains("event: rewritten").contains("Second (completed)");
    JsonNode read = Client.json(client.get(path));
    assertThat(read.path("title").asText()).isEqualTo("Ships");
    assertThat(read.path("settings").path("maxTokens").asInt()).isEqualTo(9);
    assertThat(read.path("settings").path("model").asText()).isEmpty();
    assertThat(read.path("turns").get(0).path("replies")).hasSize(2);
    client.json("PUT", path + "/turns/1", "{\"question\":\"Changed\"}");
    assertThat(Client.json(client.get(path)).path("turns").get(1).path("question").asText())
        .isEqualTo("Changed");
    assertThat(Client.json(client.get(ROOT)).path("conversations").get(0).path("turns").asInt())
        .isEqualTo(2);

    assertThat(client.json("DELETE", path, "{}").statusCode()).isEqualTo(204);
    problem(client.json("DELETE", path, "{}"), 404, "not-found");
    problem(client.get(path), 404, "not-found");
    problem(client.json("PUT", path + "/turns/x", "{\"question\":\"A\"}"), 400, "invalid-request");
  }

  @Test
  void aConversationIsExported() throws Exception {
    Client client = start();
    index(client, "a.md", "Samples <img src=x> are stored for one *whole* day.\n");
    String path = client.json("POST", ROOT, "{}").headers().firstValue("Location").orElseThrow();
    client.json(
        "POST", path + "/turns", "{\"question\":\"Are samples stored?\",\"mode\":\"extractive\"}");
    client.json("POST", path + "/turns", "{\"question\":\"Until <b>when</b>?\"}");

    HttpResponse<String> markdown = client.get(path + "/export?format=markdown");

    assertThat(markdown.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    assertThat(markdown.body())
        .startsWith("# Are samples stored?\n")
        .contains("## Until \\<b\\>when\\</b\\>?")
        .contains("*(weak)*")
        .contains("- \\[1] a.md")
        .doesNotContain(" <img");
    assertThat(Client.json(client.get(path + "/export"))).isEqualTo(Client.json(client.get(path)));
    problem(client.get(path + "/export?format=pdf"), 400, "invalid-request");
  }

  @Test
  void readersJudgeReplies() throws Exception {
    Client client = start();
    String id = Client.json(client.ask("{\"question\":\"Why?\"}")).path("id").asText();
    String path = "/api/v1/replies/" + id + "/judgement";

    client.json("PUT", path, "{\"good\":false,\"comment\":\"Wrong page.\"}");

    JsonNode judged = Client.json(client.get("/api/v1/replies/" + id)).path("judgement");
    assertThat(judged.path("good").isBoolean()).isTrue();
    assertThat(judged.path("good").asBoolean()).isFalse();
    assertThat(judged.path("comment").asText()).isEqualTo("Wrong page.");
    JsonNode all = Client.json(client.admin("GET", "/api/v1/judgements", ""));
    assertThat(all.path("judgements").get(0).path("comment").asText()).isEqualTo("Wrong page.");
    problem(client.get("/api/v1/judgements"), 401, "token-required");
    problem(client.json("PUT", path, "{}"), 400, "invalid-request");
    problem(
        client.json("PUT", path, "{\"good\":true,\"comment\":\"" + "x".repeat(4_001) + "\"}"),
        400,
        "invalid-request");
    problem(
        client.json("PUT", "/api/v1/replies/none/judgement", "{\"good\":true}"), 404, "not-found");
  }

  @Test
  void aConversationTellsWhatReadersThought() throws Exception {
    Client client = start();
    String path = client.json("POST", ROOT, "{}").headers().firstValue("Location").orElseThrow();
    client.json("POST", path + "/turns", "{\"question\":\"Why?\"}");
    JsonNode reply = Client.json(client.json("POST", path + "/turns/0/replies", "{}"));
    assertThat(reply.path("judgement").isNull()).isTrue();

    client.json(
        "PUT", "/api/v1/replies/" + reply.path("id").asText() + "/judgement", "{\"good\":true}");

    JsonNode replies = Client.json(client.get(path)).path("turns").path(0).path("replies");
    assertThat(replies.path(0).path("judgement").isNull()).isTrue();
    assertThat(replies.path(1).path("judgement").path("good").asBoolean()).isTrue();
  }

  @Test
  void conversationsAreNotOpenedToEverybody() throws Exception {
    Client client = start(WebServer.Options.defaults().boundTo("0.0.0.0").readableByAll());

    assertThat(client.get("/api/v1/prompt-strategies").statusCode()).isEqualTo(200);
    problem(client.get(ROOT), 401, "token-required");
    assertThat(client.admin("GET", ROOT, "").statusCode()).isEqualTo(200);
  }

  @Test
  void stoppingEndsTheReplyAndSoDoesGoing() throws Exception {
    Client client = start();
    String path = client.json("POST", ROOT, "{}").headers().firstValue("Location").orElseThrow();
    String body = "{\"question\":\"endless\",\"stream\":true}";
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request =
          String.join(
              "\r\n",
              "POST " + path + "/turns HTTP/1.1",
              "Host: 127.0.0.1",
              "Content-Type: application/json",
              "Content-Length: " + body.length(),
              "",
              body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      while (!in.readLine().startsWith("event: text")) {
        assertThat(server.product.assistant.cancelled.getCount()).isEqualTo(1);
      }
      problem(client.json("POST", path + "/turns", "{\"question\":\"A\"}"), 409, "conflict");
    }
    server.product.assistant.cancelled.await();
    Client.json(client.get(path));
    assertThat(client.json("POST", path + "/stop", "{}").statusCode()).isEqualTo(204);
  }
}
