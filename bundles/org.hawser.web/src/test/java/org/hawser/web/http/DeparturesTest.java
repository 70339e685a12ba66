package org.hawser.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.EofException;
import org.hawser.testkit.Await;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave before they have their answer. */
class DeparturesTest extends WebTest {
  private static final String QUESTION = "{\"question\":\"endless\",\"stream\":true}";

  /** Sends a request, reads until `seen`, and goes: politely, or as if the machine went down. */
  private void leave(boolean politely, String seen, String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      send(socket, lines);
      InputStream in = socket.getInputStream();
      StringBuilder read = new StringBuilder();
      while (read.indexOf(seen) < 0) {
        int next = in.read();
        assertThat(next).as("end of the answer after %s", read).isNotNegative();
        read.append((char) next);
      }
      socket.setSoLinger(!politely, 0);
    }
  }

  private static void send(Socket socket, String... lines) throws IOException {
    socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static String[] post(String path, String body) {
    return new String[] {
      "POST " + path + " HTTP/1.1",
      "Host: 127.0.0.1",
      "Authorization: Bearer " + WebServer.TOKEN,
      "Content-Type: application/json",
      "Content-Length: " + body.length(),
      "",
      body
    };
  }

  private static String[] get(String path) {
    return new String[] {"GET " + path + " HTTP/1.1", "Host: 127.0.0.1", "", ""};
  }

  private void assertNothingThrown() {
    Await.until("every request has ended", () -> server.running() == 0);
    assertThat(server.thrown()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamIsLeft(boolean politely) throws Exception {
    start();
    leave(politely, "event: text", post("/api/v1/ask", QUESTION));
    assertNothingThrown();
  }

  @Test
  void aStreamForAClientOfOpenAiIsLeft() throws Exception {
    start();
    String body =
        "{\"model\":\"hawser\",\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"endless\"}]}";
    leave(false, "data: ", post("/v1/chat/completions", body));
    assertNothingThrown();
  }

  @Test
  void eventsAreLeft() throws Exception {
    Client client = start();
    leave(false, ": connected", get("/api/v1/events"));
    for (int i = 0; i < 100 && server.running() > 0; i++) {
      index(client, "a" + i + ".txt", "Text " + i);
    }
    assertNothingThrown();
  }

  @Test
  void aDownloadIsLeft() throws Exception {
    Client client = start(WebServer.Options.defaults().uploads(64));
    String id = index(client, "long.txt", "Much the same. ".repeat(2 << 20));
    leave(false, "Much", get("/api/v1/documents/" + id + "/original"));
    assertNothingThrown();
  }

  @Test
  void anUploadIsLeft() throws Exception {
    start();
    leave(
        false,
        "HTTP/1.1 100",
        "POST /api/v1/documents?path=a.txt HTTP/1.1",
        "Host: 127.0.0.1",
        "Authorization: Bearer " + WebServer.TOKEN,
        "Content-Length: 1000",
        "Expect: 100-continue",
        "",
        "");
    assertNothingThrown();
  }

  @Test
  void whoDoesNotReadIsNotWaitedForForEver() throws Exception {
    start();
    server.idleTimeout(2_000);
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      send(socket, post("/api/v1/ask", QUESTION));
      Await.until("it has begun", () -> server.running() == 1);
      assertNothingThrown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureOfOursIsNoDeparture(boolean begun) {
    ServletResponse response =
        (ServletResponse)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletResponse.class},
                (proxy, method, arguments) -> begun);
    IOException failure = begun ? new IOException("The disk is broken") : new EofException();
    FilterChain broken =
        (request, answer) -> {
          throw failure;
        };
    assertThatThrownBy(() -> new DepartureFilter().doFilter(null, response, broken))
        .isSameAs(failure);
  }
}
