package org.hawser.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class AnswerProbeTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void itWaitsUntilTheContainerAnswers() throws IOException {
    HttpServer server = server(count -> count < 3 ? 503 : 200);
    assertThat(new AnswerProbe(url(server), "secret").await(LONG)).isTrue();
    server.stop(0);
  }

  @Test
  void aRefusalIsNoAnswer() throws IOException {
    HttpServer server = server(_ -> 401);
    assertThat(new AnswerProbe(url(server), "wrong").await(SHORT)).isFalse();
    server.stop(0);
    assertThat(new AnswerProbe(url(server), "wrong").await(SHORT)).isFalse();
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    HttpServer server = server(_ -> 503);
    Thread.currentThread().interrupt();
    assertThat(new AnswerProbe(url(server), "").await(LONG)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    server.stop(0);
  }

  /// @param status of the answer with a number, from 1 on
  private static HttpServer server(IntUnaryOperator status) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/status",
        exchange -> {
          exchange.sendResponseHeaders(status.applyAsInt(asked.incrementAndGet()), -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
