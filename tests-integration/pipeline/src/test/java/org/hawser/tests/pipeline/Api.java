package org.hawser.tests.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The REST API as a client sees it.
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String url;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  String url() {
    return url;
  }

  Api(String url, String token) {
    this.url = url;
    this.token = token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return read(request(path).GET().build());
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  private JsonNode send(String method, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return read(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json.writeValueAsString(body)))
            .build());
  }

  JsonNode upload(String collection, String name, byte[] content)
      throws IOException, InterruptedException {
    return read(
        request("documents?collection=" + collection + "&path=" + escape(name))
            .POST(BodyPublishers.ofByteArray(content))
            .build());
  }

  void delete(String path) throws IOException, InterruptedException {
    http.send(request(path).DELETE().build(), BodyHandlers.discarding());
  }

  String text(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString()).body();
  }

  /// A text as it is written; closing the stream is leaving.
  InputStream stream(String path, String model, String prompt, int tokens)
      throws IOException, InterruptedException {
    return stream(
        path, Map.of("model", model, "prompt", prompt, "maxTokens", tokens, "stream", true));
  }

  InputStream stream(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return http.send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  JsonNode ask(String question) throws IOException, InterruptedException {
    return post("ask", Map.of("question", question));
  }

  JsonNode addFolder(String collection, Path folder, boolean watch)
      throws IOException, InterruptedException {
    return post(
        "sources",
        Map.of(
            "collection",
            collection,
            "connector",
            "files",
            "location",
            folder.toString(),
            "watch",
            watch));
  }

  /// Waits until the whole chain is there: an embedder to embed with and an index to write to.
  void awaitReady() throws InterruptedException {
    await(
        () -> quietly("status"),
        status -> !status.path("embedder").path("modelId").asText().isEmpty());
  }

  /// Waits until every accepted document is settled and every source has been listed.
  void awaitSettled() throws InterruptedException {
    await(
        () -> quietly("sources"),
        sources ->
            sources.has("sources")
                && sources.path("sources").findValuesAsText("state").stream()
                    .noneMatch(s -> s.equals("SYNCHRONISING")));
    await(
        () -> quietly("status"),
        status -> status.has("ingest") && status.path("ingest").path("open").asLong() == 0);
  }

  /// Polls until the answer is as wanted; fails with the last answer.
  JsonNode await(Supplier<JsonNode> source, Predicate<JsonNode> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode last = null;
    while (System.nanoTime() < end) {
      last = source.get();
      if (wanted.test(last)) {
        return last;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("Waited " + PATIENCE + " in vain; last answer: " + last);
  }

  /// An object that tells the problem instead of an exception, for polling.
  JsonNode quietly(String path) {
    try {
      return get(path);
    } catch (IOException e) {
      return json.createObjectNode().put("unreachable", String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create(path.startsWith("/") ? url + path : url + "/api/v1/" + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode read(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body());
  }

  private static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
