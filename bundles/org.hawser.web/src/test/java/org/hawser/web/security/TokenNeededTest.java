package org.hawser.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever changes state, or shows the server's folders, needs the token.
class TokenNeededTest extends WebTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/documents?path=a.txt",
    "DELETE, /api/v1/documents/x",
    "POST, /api/v1/documents/x/retry",
    "GET, /api/v1/sources",
    "POST, /api/v1/sources",
    "DELETE, /api/v1/sources/x",
    "POST, /api/v1/sources/x/synchronise",
    "POST, /api/v1/index/check",
    "POST, /api/v1/index/repair",
    "POST, /",
    "POST, /nothing",
    "DELETE, /health"
  })
  void changingStateNeedsTheToken(String method, String path) throws Exception {
    Client client = start();

    HttpResponse<String> response = client.send(method, path, BodyPublishers.noBody());

    problem(response, 401, "token-required");
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
  }
}
