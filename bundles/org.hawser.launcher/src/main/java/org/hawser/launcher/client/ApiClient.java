package org.hawser.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.hawser.launcher.UserError;

/// Talks to a container over its REST API, the same way any program would.
public final class ApiClient {
  private static final Duration POLL = Duration.ofMillis(20);
  /// Checking a large index takes as long as reading it.
  private static final Duration TIMEOUT = Duration.ofHours(1);

  private final String url;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .sslContext(TrustNone.context())
          .build();
  private final ObjectMapper json = new ObjectMapper();

  /// @param url base address of the container
  /// @param token token sent with every request; empty to send none
  public ApiClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  public String url() {
    return url;
  }

  /// Reads a resource.
  ///
  /// @param path path and query below `/api/v1/`
  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  /// Posts a JSON body.
  public JsonNode post(String path, Object body) {
    return send(jsonRequest(path, body));
  }

  private HttpRequest jsonRequest(String path, Object body) {
    try {
      return request(path)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not representable as JSON: " + body.getClass(), e);
    }
  }

  /// Deletes a resource.
  public void delete(String path) {
    send(request(path).DELETE().build());
  }

  /// Posts a JSON body and hands on the events of the answer as they come (server-sent events).
  ///
  /// @param events takes the name and the data of each; the connection is closed when it throws
  public void postForEvents(String path, Object body, BiConsumer<String, JsonNode> events) {
    HttpRequest request = jsonRequest(path, body);
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() >= 400) {
          throw refusal(
              response.statusCode(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        new EventStream(in).forEach((name, data) -> events.accept(name, parse(data)));
      }
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted.", e);
    }
  }

  /// Posts the bytes of a file.
  public JsonNode postFile(String path, Path file) {
    try {
      return send(
          request(path)
              .header("Content-Type", "application/octet-stream")
              .POST(BodyPublishers.ofFile(file))
              .build());
    } catch (FileNotFoundException e) {
      throw new UserError("Cannot read " + file + ".", e);
    }
  }

  /// Escapes one query value or path segment.
  public static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Waits until every part is there; goes on after the timeout, when answers say what is missing.
  public void awaitReady(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < end && !get("status").path("ready").asBoolean()) {
      pause();
    }
  }

  /// Waits until documents and sources are known, which is before questions can be answered.
  public void awaitIngest(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < end && !get("status").path("ingest").isObject()) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json, text/event-stream");
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw refusal(response.statusCode(), response.body());
      }
      return parse(response.body());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted.", e);
    }
  }

  private UserError refusal(int status, String body) {
    return new UserError(
        parse(body).path("detail").asText("The container answered " + status + "."));
  }

  private UserError unreachable(IOException e) {
    return new UserError(
        "No answer from " + url + " (" + e.getMessage() + "): is the container still running?", e);
  }

  private JsonNode parse(String body) {
    try {
      return body.isEmpty() ? json.createObjectNode() : json.readTree(body);
    } catch (JsonProcessingException e) {
      return json.createObjectNode();
    }
  }
}
