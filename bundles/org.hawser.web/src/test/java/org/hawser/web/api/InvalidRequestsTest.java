package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidRequestsTest extends WebTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"question\":\"\"}",
        "{\"question\":7}",
        "{\"question\":\"x\",\"maxCitations\":21}",
        "{\"question\":\"x\",\"maxCitations\":1.5}",
        "{\"question\":\"x\",\"collections\":\"a\"}",
        "[]",
        "\"x\"",
        ""
      })
  void anInvalidQuestionIsRefused(String body) throws Exception {
    problem(start().ask(body), 400, "invalid-request");
  }

  @Test
  void malformedJsonIsRefusedWithItsPosition() throws Exception {
    Client client = start();

    assertThat(problem(client.ask("{\"question\":\n  \"x\",}"), 400, "malformed-json"))
        .contains("line 2, column 7");
    problem(client.ask("{\"question\":\"a\",\"question\":\"b\"}"), 400, "malformed-json");
    problem(client.ask("{\"question\":\"a\"} x"), 400, "malformed-json");
    problem(client.ask("[".repeat(5_000)), 400, "malformed-json");
  }

  @Test
  void unknownFieldsAndParametersAreNamed() throws Exception {
    Client client = start();

    assertThat(problem(client.ask("{\"question\":\"x\",\"colour\":1}"), 400, "invalid-request"))
        .contains("'colour'")
        .contains("maxCitations");
    assertThat(problem(client.get("/api/v1/search?q=x&top=3"), 400, "invalid-request"))
        .contains("'top'");
    problem(client.get("/api/v1/search?q=x&limit=0"), 400, "invalid-request");
    problem(client.get("/api/v1/search?q=x&keywordWeight=NaN"), 400, "invalid-request");
    problem(client.get("/api/v1/search?q=x&mode=magic"), 400, "invalid-request");
    problem(client.get("/api/v1/search?q=x&q=y"), 400, "invalid-request");
    problem(client.get("/api/v1/search"), 400, "invalid-request");
  }

  @Test
  void onlyJsonIsTakenWhereJsonBelongs() throws Exception {
    Client client = start();

    problem(
        client.send(
            "POST",
            "/api/v1/ask",
            BodyPublishers.ofString("question=x"),
            "Content-Type",
            "application/x-www-form-urlencoded"),
        415,
        "unsupported-media-type");
  }

  @Test
  void unknownAddressesAndMethodsAreSaid() throws Exception {
    Client client = start();

    problem(client.get("/api/v1/nothing"), 404, "not-found");
    problem(client.get("/api/v1/documents/"), 404, "not-found");
    problem(client.get("/api/v1"), 404, "not-found");
    HttpResponse<String> wrong = client.get("/api/v1/ask");
    problem(wrong, 405, "method-not-allowed");
    assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
    HttpResponse<String> put =
        client.send("PUT", "/api/v1/documents", BodyPublishers.ofString("x"));
    problem(put, 405, "method-not-allowed");
    assertThat(put.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
  }
}
