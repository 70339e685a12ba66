package org.hawser.web.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.hawser.web.WebTest;
import org.hawser.web.security.SecurityHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerErrorsTest extends WebTest {
  private static final String HOST = "\r\nHost: localhost\r\n";
  private static final String END = "Connection: close\r\n\r\n";

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(400, "\r\n\r\nnonsense\r\n\r\n"),
        Arguments.of(400, "GET\r\n\r\n"),
        Arguments.of(400, "G<script>T / HTTP/1.1" + HOST + END),
        Arguments.of(400, "GET / HTTP/1.1\r\n" + END),
        Arguments.of(400, "GET / HTTP/1.1\r\nHost: a b\r\n" + END),
        Arguments.of(400, "GET / HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n" + END),
        Arguments.of(400, "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n" + END),
        Arguments.of(400, "POST /api/v1/ask HTTP/1.1" + HOST + "Content-Length: x\r\n" + END),
        Arguments.of(
            400,
            "POST /api/v1/ask HTTP/1.1"
                + HOST
                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"
                + END),
        Arguments.of(
            400,
            "POST /api/v1/ask HTTP/1.1"
                + HOST
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + END
                + "ZZ\r\n"),
        Arguments.of(400, "GET /%zz HTTP/1.1" + HOST + END),
        Arguments.of(400, "GET /a%2Fb HTTP/1.1" + HOST + END),
        Arguments.of(400, "GET /a/%2e%2e/b HTTP/1.1" + HOST + END),
        Arguments.of(400, "GET /../../etc/passwd HTTP/1.1" + HOST + END),
        Arguments.of(400, "GET /%ff%fe HTTP/1.1" + HOST + END),
        Arguments.of(414, "GET /" + "a".repeat(20_000) + " HTTP/1.1" + HOST + END),
        Arguments.of(431, "GET / HTTP/1.1" + HOST + "X: " + "a".repeat(20_000) + "\r\n" + END),
        Arguments.of(505, "GET / HTTP/3.7" + HOST + END));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatTheServerRefusesIsAProblemWithEveryHeader(int status, String request) throws Exception {
    String answer = start().bytes(request);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    String[] parts = answer.split("\r\n\r\n", 2);
    assertThat(parts[0]).contains("Content-Type: application/problem+json");
    SecurityHeaders.ALL.forEach(
        (name, value) -> assertThat(parts[0]).containsOnlyOnce(name + ": " + value));
    JsonNode problem = new ObjectMapper().readTree(parts[1]);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).isNotEmpty();
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).endsWith(".").doesNotContain("Exception");
  }

  @Test
  void aServerItLeavesHasItsOwnErrorHandlerAgain() throws Exception {
    Server server = new Server();
    server.start();
    Request.Handler before = server.getErrorHandler();
    Connector connector = new ServerErrors().createConnector(server);
    server.addConnector(connector);
    connector.start();
    assertThat(server.getErrorHandler()).isInstanceOf(ServerProblems.class);
    connector.stop();
    server.removeConnector(connector);
    assertThat(server.getErrorHandler()).isSameAs(before);
    server.stop();
  }
}
