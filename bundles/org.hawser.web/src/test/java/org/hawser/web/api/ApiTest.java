package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class ApiTest extends WebTest {
  private static final String TEXT =
      "# Samples\n\n## Storage\n\nSamples may be stored for at most 24 hours. 🧪 is kept cold.\n";

  @Test
  void anUploadedDocumentAnswersWithLinksToThePassage() throws Exception {
    Client client = start();
    String id = index(client, "samples.md", TEXT);

    JsonNode answer = Client.json(client.ask("{\"question\":\"How long may samples be stored?\"}"));

    assertThat(answer.path("found").asBoolean()).isTrue();
    JsonNode citation = answer.path("citations").path(0);
    assertThat(citation.path("documentUrl").asText()).isEqualTo("/api/v1/documents/" + id);
    int start = citation.path("locator").path("start").asInt();
    int end = citation.path("locator").path("end").asInt();
    assertThat(citation.path("pageUrl").asText())
        .isEqualTo("/#document=" + id + "&start=" + start + "&end=" + end);
    assertThat(citation.path("locator").path("headingPath"))
        .extracting(JsonNode::asText)
        .containsExactly("Samples", "Storage");
    String text =
        client.get("/api/v1/documents/" + id + "/text?start=" + start + "&end=" + end).body();
    assertThat(text).isEqualTo(citation.path("quote").asText()).isNotEmpty();
  }

  @Test
  void aQuestionWithoutAnswerIsNotFound() throws Exception {
    Client client = start();
    index(client, "samples.md", TEXT);

    JsonNode answer = Client.json(client.ask("{\"question\":\"Who painted the Mona Lisa?\"}"));

    assertThat(answer.path("found").asBoolean()).isFalse();
    assertThat(answer.path("citations")).isEmpty();
    assertThat(answer.path("provenance").path("threshold").asDouble()).isEqualTo(0.5);
  }

  @Test
  void aDocumentIsListedDescribedDownloadedAndDeleted() throws Exception {
    Client client = start();
    String id = index(client, "a%20%C3%A4%22.txt", TEXT);

    JsonNode listing = Client.json(client.get("/api/v1/documents?outcome=indexed"));
    assertThat(listing.path("documents")).hasSize(1);
    assertThat(listing.path("more").asBoolean()).isFalse();
    assertThat(listing.path("perOutcome").path("INDEXED").asInt()).isEqualTo(1);

    JsonNode details = Client.json(client.get("/api/v1/documents/" + id));
    assertThat(details.path("status").path("updated").asText()).endsWith("Z");
    assertThat(details.path("document").path("key").path("path").asText()).isEqualTo("a ä\".txt");

    HttpResponse<String> original = client.get("/api/v1/documents/" + id + "/original");
    assertThat(original.body()).isEqualTo(TEXT);
    assertThat(original.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"a __.txt\"; filename*=UTF-8''a%20%C3%A4%22.txt");
    assertThat(original.headers().firstValue("Content-Type")).hasValue("application/octet-stream");

    assertThat(client.admin("DELETE", "/api/v1/documents/" + id, "").statusCode()).isEqualTo(204);
    problem(client.get("/api/v1/documents/" + id), 404, "not-found");
    problem(client.get("/api/v1/documents/" + id + "/text"), 404, "not-found");
    problem(client.get("/api/v1/documents/" + id + "/original"), 404, "not-found");
    problem(client.admin("DELETE", "/api/v1/documents/" + id, ""), 404, "not-found");
  }

  @Test
  void theListComesInPages() throws Exception {
    Client client = start();
    for (String name : List.of("a.txt", "b.txt", "c.txt")) {
      index(client, name, TEXT);
    }

    JsonNode first = Client.json(client.get("/api/v1/documents?limit=2"));
    JsonNode second = Client.json(client.get("/api/v1/documents?limit=2&offset=2"));

    assertThat(first.path("documents")).hasSize(2);
    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(second.path("documents")).hasSize(1);
    assertThat(second.path("more").asBoolean()).isFalse();
    JsonNode named = Client.json(client.get("/api/v1/documents?path=B.T"));
    assertThat(named.path("documents"))
        .extracting(status -> status.path("key").path("path").asText())
        .containsExactly("b.txt");
  }

  @Test
  void textComesAsJsonWithARangeThatSplitsNoCharacter() throws Exception {
    Client client = start();
    String id = index(client, "samples.md", TEXT);
    int inside = TEXT.indexOf("🧪") + 1;

    JsonNode range =
        Client.json(
            client.get(
                "/api/v1/documents/" + id + "/text?start=" + inside + "&end=" + (inside + 3),
                "Accept",
                "application/json"));

    assertThat(range.path("start").asInt()).isEqualTo(inside - 1);
    assertThat(range.path("length").asInt()).isEqualTo(TEXT.length());
    assertThat(range.path("text").asText()).isEqualTo(TEXT.substring(inside - 1, inside + 3));
  }

  @Test
  void searchTellsRanksAndCollections() throws Exception {
    Client client = start();
    index(client, "samples.md&collection=lab", TEXT);

    JsonNode found =
        Client.json(client.get("/api/v1/search?q=stored%20samples&mode=keyword&collection=lab"));
    JsonNode elsewhere = Client.json(client.get("/api/v1/search?q=stored&collection=other"));
    JsonNode collections = Client.json(client.get("/api/v1/collections"));

    assertThat(found.path("modeUsed").asText()).isEqualTo("KEYWORD");
    assertThat(found.path("hits").path(0).path("keywordRank").asInt()).isEqualTo(1);
    assertThat(elsewhere.path("hits")).isEmpty();
    assertThat(collections.path("documentsPerCollection").path("lab").asInt()).isEqualTo(1);
  }

  @Test
  void onlyRefusedDocumentsCanBeRetried() throws Exception {
    Client client = start();
    String indexed = index(client, "samples.md", TEXT);
    String refused = index(client, "locked.pdf", "x");

    problem(client.admin("POST", "/api/v1/documents/" + indexed + "/retry", ""), 409, "conflict");
    assertThat(client.admin("POST", "/api/v1/documents/" + refused + "/retry", "").statusCode())
        .isEqualTo(202);
  }

  @Test
  void theIndexIsCheckedAndRepaired() throws Exception {
    Client client = start();

    for (String work : List.of("check", "repair")) {
      JsonNode found = Client.json(client.admin("POST", "/api/v1/index/" + work, ""));
      assertThat(found.path("clean").asBoolean()).isTrue();
    }
  }

  @Test
  void statusTellsWhatIsThere() throws Exception {
    Client client = start();
    index(client, "samples.md", TEXT);

    JsonNode status = Client.json(client.get("/api/v1/status"));

    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.path("index").path("documents").asInt()).isEqualTo(1);
    assertThat(status.path("ingest").path("open").asInt()).isZero();
    assertThat(status.path("embedder").path("modelId").asText()).isEqualTo("hashed-words");
    assertThat(status.path("kernels").path(0).path("name").asText()).isEqualTo("java");
    assertThat(status.path("limits").path("maxUploadBytes").asLong()).isEqualTo(1024 * 1024);
  }

  @Test
  void headAnswersWithoutBody() throws Exception {
    Client client = start();

    HttpResponse<String> head = client.send("HEAD", "/api/v1/status", BodyPublishers.noBody());
    HttpResponse<String> events = client.send("HEAD", "/api/v1/events", BodyPublishers.noBody());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(events.statusCode()).isEqualTo(200);
  }

  @Test
  void changesAreStreamedUntilTheClientGoes() throws Exception {
    Client client = start();
    HttpResponse<InputStream> stream = client.stream("/api/v1/events");
    assertThat(stream.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    try (InputStream in = stream.body()) {
      Client.linesUntil(in, "connected");
      index(client, "samples.md", TEXT);
      List<String> lines = Client.linesUntil(in, "INDEXED");
      assertThat(lines).contains("event: status").anyMatch(line -> line.contains("QUEUED"));
    }
    while (server.product.ingest.listeners() > 0) {
      index(client, "samples.md", TEXT);
    }
  }

  @Test
  void tooManyEventClientsAreRefused() throws Exception {
    Client client = start(WebServer.Options.defaults().followedBy(1));
    try (InputStream in = client.stream("/api/v1/events").body()) {
      Client.linesUntil(in, "connected");
      problem(client.get("/api/v1/events"), 503, "too-many-clients");
    }
  }
}
