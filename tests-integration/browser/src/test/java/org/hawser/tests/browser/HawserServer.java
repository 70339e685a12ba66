package org.hawser.tests.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server whose page is tested: the shipped image, or one that runs already. */
final class HawserServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern ADDRESS = Pattern.compile("ready at (http://\\S+)");
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern READY = Pattern.compile("\"ready\"\\s*:\\s*true");

  final String url;
  final String token;

  /** The data directory, when the server is the tests' own. */
  final Optional<Path> data;

  private final Optional<Process> process;

  private HawserServer(String url, String token, Optional<Path> data, Optional<Process> process) {
    this.url = url;
    this.token = token;
    this.data = data;
    this.process = process;
  }

  /** The server of `-Dhawser.url` and `-Dhawser.token`; without them the image as it was built. */
  static HawserServer start(Path work) throws IOException, InterruptedException {
    String url = System.getProperty("hawser.url", "");
    return url.isBlank()
        ? startImage(work)
        : new HawserServer(
            url, System.getProperty("hawser.token", ""), Optional.empty(), Optional.empty());
  }

  private static HawserServer startImage(Path work) throws IOException, InterruptedException {
    Path script =
        Path.of(System.getProperty("hawser.root", "../.."))
            .resolve("features/target/hawser/hawser")
            .toAbsolutePath()
            .normalize();
    Path data = work.resolve("data");
    Path output = work.resolve("output.txt");
    Process process =
        new ProcessBuilder(script.toString(), "--data", data.toString(), "--port", "0")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      String url = await(process, output, () -> address(output));
      String token = Files.readString(data.resolve("run/session-token")).strip();
      await(process, output, () -> whole(url));
      return new HawserServer(url, token, Optional.of(data), Optional.of(process));
    } catch (IOException | InterruptedException | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String await(Process process, Path output, Supplier<Optional<String>> wanted)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      Optional<String> found = wanted.get();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(100);
    }
    throw new AssertionError(
        "The container was not ready within " + PATIENCE + ": " + Files.readString(output));
  }

  private static Optional<String> address(Path output) {
    try {
      Matcher ready = ADDRESS.matcher(Files.readString(output));
      return ready.find() ? Optional.of(ready.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The status, once nothing is missing. */
  private static Optional<String> whole(String url) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/status")).build();
      return Optional.of(http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body())
          .filter(status -> READY.matcher(status).find());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Adds a source that is not followed, and returns its id. */
  String addSource(String collection, Path location) throws IOException, InterruptedException {
    String json =
        "{\"collection\":\"" + collection + "\",\"location\":\"" + location + "\",\"watch\":false}";
    Matcher id = ID.matcher(send("POST", "sources", json));
    if (!id.find()) {
      throw new IOException("The new source has no id");
    }
    return id.group(1);
  }

  /** Removes a source with its documents, if it is there. */
  void removeSource(String id) throws IOException, InterruptedException {
    send("DELETE", "sources/" + id + "?deleteDocuments=true", "");
  }

  String send(String method, String path, String json) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(json))
              .build();
      return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
    }
  }

  @Override
  public void close() throws IOException {
    if (process.isEmpty()) {
      return;
    }
    process.get().destroy();
    try {
      if (!process.get().waitFor(30, TimeUnit.SECONDS)) {
        process.get().destroyForcibly();
        throw new IOException("The container did not stop within 30 s of SIGTERM");
      }
    } catch (InterruptedException e) {
      process.get().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
