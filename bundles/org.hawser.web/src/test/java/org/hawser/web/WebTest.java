package org.hawser.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts servers and clients and stops them again. */
public abstract class WebTest {
  @TempDir protected Path data;
  private final List<AutoCloseable> opened = new ArrayList<>();
  protected WebServer server;

  /** Starts a server that has a token. */
  protected Client start(WebServer.Options options) throws Exception {
    WebServer.writeToken(data);
    return startWithoutToken(options);
  }

  protected Client start() throws Exception {
    return start(WebServer.Options.defaults());
  }

  protected Client startWithoutToken(WebServer.Options options) throws Exception {
    server = new WebServer(data, 0, options);
    Client client = new Client(server);
    opened.add(client);
    opened.add(server);
    return client;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  /** Checks the shape of RFC 9457 and returns the sentence. */
  protected static String problem(HttpResponse<String> response, int status, String type)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("application/problem+json"));
    JsonNode body = Client.json(response);
    assertThat(body.path("type").asText()).isEqualTo("urn:hawser:problem:" + type);
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("title").asText()).isNotBlank();
    assertThat(body.path("detail").asText()).endsWith(".").doesNotContain("Exception");
    return body.path("detail").asText();
  }

  /** Uploads a text and waits until it is settled. */
  protected String index(Client client, String path, String text) throws Exception {
    HttpResponse<String> response = client.admin("POST", "/api/v1/documents?path=" + path, text);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String id = Client.json(response).path("documentId").asText();
    while (!server.product.ingest.status(id).orElseThrow().outcome().settled()) {
      Thread.sleep(5);
    }
    return id;
  }
}
