package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.hawser.api.index.IndexException;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsentServicesTest extends WebTest {
  @Test
  void statusStaysUpWhenEverythingElseIsGone() throws Exception {
    Client client = start();
    server.product.removeEverything();

    JsonNode status = Client.json(client.get("/api/v1/status"));

    assertThat(status.path("ready").asBoolean()).isFalse();
    assertThat(status.path("index").isNull()).isTrue();
    assertThat(status.path("notes")).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/search?q=x",
    "GET, /api/v1/documents",
    "GET, /api/v1/documents/x",
    "GET, /api/v1/documents/x/text",
    "GET, /api/v1/documents/x/original",
    "GET, /api/v1/collections",
    "GET, /api/v1/events",
    "GET, /api/v1/sources",
    "GET, /api/v1/models",
    "GET, /api/v1/strategies",
    "GET, /api/v1/strategies/advice?model=repeat&length=5",
    "POST, /api/v1/documents?path=x.txt",
    "DELETE, /api/v1/documents/x",
    "POST, /api/v1/index/check",
    "GET, /api/v1/conversations",
    "GET, /api/v1/conversations/x",
    "DELETE, /api/v1/conversations/x",
    "GET, /api/v1/replies/x",
    "GET, /api/v1/judgements",
  })
  void anAbsentServiceIsSaid(String method, String path) throws Exception {
    Client client = start();
    server.product.removeEverything();

    HttpResponse<String> response = client.admin(method, path, "");

    assertThat(problem(response, 503, "service-absent")).contains("not available right now");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void askingSaysThatAnsweringIsAbsent() throws Exception {
    Client client = start();
    server.product.removeEverything();

    problem(client.ask("{\"question\":\"Why?\"}"), 503, "service-absent");
  }

  @Test
  void aBrokenIndexIsSaidAndAnUnexpectedErrorHasAnIdInstead() throws Exception {
    Client client = start();
    server.product.answerWith(
        question -> {
          throw new IndexException("The index is damaged: run the repair.");
        });
    assertThat(problem(client.ask("{\"question\":\"Why?\"}"), 503, "index-unavailable"))
        .isEqualTo("The index is damaged: run the repair.");

    server.product.answerWith(
        question -> {
          throw new UnsupportedOperationException("secret detail");
        });
    assertThat(problem(client.ask("{\"question\":\"Why?\"}"), 500, "internal"))
        .matches("Something unexpected .* error [0-9a-f]{8} in the server's log\\.")
        .doesNotContain("secret");
  }
}
