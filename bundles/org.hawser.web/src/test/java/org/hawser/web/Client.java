package org.hawser.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Speaks HTTP to a {@link WebServer}, politely or not. */
public final class Client implements AutoCloseable {
  private static final String JSON = "Content-Type";
  private static final String TYPE = "application/json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final int port;

  public Client(WebServer server) {
    port = server.port();
    base = "http://127.0.0.1:" + port;
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** With the admin token. */
  public HttpResponse<String> admin(String method, String path, String body) throws Exception {
    String token = "Bearer " + WebServer.TOKEN;
    return body.startsWith("{")
        ? send(method, path, BodyPublishers.ofString(body), "Authorization", token, JSON, TYPE)
        : send(method, path, BodyPublishers.ofString(body), "Authorization", token);
  }

  /** Without a token. */
  public HttpResponse<String> json(String method, String path, String body) throws Exception {
    return send(method, path, BodyPublishers.ofString(body), JSON, TYPE);
  }

  public HttpResponse<String> ask(String json) throws Exception {
    return send(
        "POST", "/api/v1/ask", BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  /** With the admin token. */
  public HttpResponse<String> generate(String json) throws Exception {
    return send(
        "POST",
        "/api/v1/generate",
        BodyPublishers.ofString(json),
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + WebServer.TOKEN);
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<InputStream> stream(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofInputStream());
  }

  public static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  /** Sends lines no proper client would send, and returns the status line with the rest. */
  public String raw(String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /** Sends bytes as they are, and returns whatever comes until the server hangs up. */
  public String bytes(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /** Sends less than announced and hangs up its side. */
  public String cutOff(String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = String.join("\r\n", lines) + "\r\nContent-Length: 1000\r\n\r\nonly this";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /** Lines of a stream until one contains the text. */
  public static List<String> linesUntil(InputStream in, String text) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.contains(text)) {
        return lines;
      }
    }
    return lines;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
