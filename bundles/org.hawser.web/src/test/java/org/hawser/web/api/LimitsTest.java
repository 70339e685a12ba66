package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest extends WebTest {
  private static final int MEGABYTE = 1024 * 1024;

  @Test
  void aQuestionOfOneMegabyteIsRefusedWithASentence() throws Exception {
    Client client = start();

    assertThat(
            problem(
                client.ask("{\"question\":\"" + "x".repeat(MEGABYTE) + "\"}"), 413, "too-large"))
        .contains("64 KB");
    assertThat(
            problem(
                client.ask("{\"question\":\"" + "x".repeat(4_001) + "\"}"), 400, "invalid-request"))
        .contains("4001 characters");
  }

  @Test
  void anUploadThatSaysItIsTooLargeIsRefusedUnread() throws Exception {
    Client client = start();

    String answer =
        client.raw(
            "POST /api/v1/documents?path=big.txt HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer " + WebServer.TOKEN,
            "Content-Length: " + 50L * 1024 * MEGABYTE);

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("limit of 1 MiB");
    assertNothingStored();
  }

  @Test
  void anUploadThatTurnsOutTooLargeIsNotStored() throws Exception {
    Client client = start();
    byte[] body = new byte[MEGABYTE + 1];

    HttpResponse<String> response =
        client.send(
            "POST",
            "/api/v1/documents?path=big.txt",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
            "Authorization",
            "Bearer " + WebServer.TOKEN);

    problem(response, 413, "too-large");
    assertNothingStored();
  }

  @Test
  void anUploadThatBreaksOffIsNotStored() throws Exception {
    Client client = start();

    String answer =
        client.cutOff(
            "POST /api/v1/documents?path=half.txt HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer " + WebServer.TOKEN);

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("send it again");
    assertNothingStored();
  }

  @Test
  void anUploadOfExactlyTheLimitIsTaken() throws Exception {
    Client client = start();
    byte[] body = new byte[MEGABYTE];

    HttpResponse<String> response =
        client.send(
            "POST",
            "/api/v1/documents?path=big.txt",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
            "Authorization",
            "Bearer " + WebServer.TOKEN);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location"))
        .hasValueSatisfying(url -> assertThat(url).startsWith("/api/v1/documents/"));
  }

  @Test
  void aMultipartFormIsRefused() throws Exception {
    HttpResponse<String> response =
        start()
            .send(
                "POST",
                "/api/v1/documents?path=x.txt",
                BodyPublishers.ofString("--b--"),
                "Content-Type",
                "multipart/form-data; boundary=b",
                "Authorization",
                "Bearer " + WebServer.TOKEN);

    problem(response, 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path=..%2Fetc%2Fpasswd",
        "path=a%2F..%2Fb",
        "path=%2Fabsolute",
        "path=a%2F%2Fb",
        "path=a%0Ab",
        "path=.",
        "path=a.txt&collection=UPPER",
        "path=a.txt&collection=..",
      })
  void anUnsafeNameIsRefused(String query) throws Exception {
    problem(start().admin("POST", "/api/v1/documents?" + query, "x"), 400, "invalid-name");
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"path=%ff", "path=%", "path=a%00b", "path"})
  void aBrokenAddressIsRefused(String query) throws Exception {
    String answer =
        start()
            .raw(
                "POST /api/v1/documents?" + query + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + WebServer.TOKEN,
                "Content-Length: 0");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertNothingStored();
  }

  private void assertNothingStored() {
    assertThat(server.product.ingest.documents(Optional.empty(), Optional.empty(), 0, 10))
        .isEmpty();
  }
}
