package org.hawser.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest extends WebTest {
  private static final String UPLOAD = "/api/v1/documents?path=a.txt";

  @Test
  void theSessionTokenOfTheLauncherCountsAndFollowsTheFile() throws Exception {
    Client client = start();
    Files.createDirectories(data.resolve("run"));
    String first = "first-session-token-0123456789";
    String second = "second-session-token-0123456789";

    Files.writeString(data.resolve("run/session-token"), first + "\n");
    assertThat(upload(client, first).statusCode()).isEqualTo(202);

    Files.writeString(data.resolve("run/session-token"), second + "\n");
    problem(upload(client, first), 401, "token-required");
    assertThat(upload(client, second).statusCode()).isEqualTo(202);
    assertThat(upload(client, WebServer.TOKEN).statusCode()).isEqualTo(202);
  }

  @Test
  void withoutTokenFilesNothingCanBeChanged() throws Exception {
    Client client = startWithoutToken(WebServer.Options.defaults());

    problem(client.send("POST", UPLOAD, BodyPublishers.noBody()), 503, "no-token-set");
    problem(upload(client, ""), 503, "no-token-set");
    problem(upload(client, "anything"), 503, "no-token-set");
    Files.createDirectories(data.resolve("secrets"));
    Files.writeString(data.resolve("secrets/admin-token.sha256"), "not a hash");
    problem(upload(client, "not a hash"), 503, "no-token-set");
    assertThat(client.get("/api/v1/status").statusCode()).isEqualTo(200);
  }

  @Test
  void aWrongTokenIsRefusedForReadingToo() throws Exception {
    problem(start().get("/api/v1/status", "Authorization", "Bearer wrong"), 401, "token-required");
  }

  @Test
  void guessingTokensIsSlowedDown() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Client client = start(WebServer.Options.defaults().at(now::get));
    for (int i = 0; i < 5; i++) {
      problem(upload(client, "wrong-" + i), 401, "token-required");
    }

    HttpResponse<String> blocked = upload(client, "wrong-again");
    problem(blocked, 429, "too-many-attempts");
    assertThat(blocked.headers().firstValue("Retry-After")).hasValue("1");

    now.set(now.get().plusSeconds(1));
    problem(upload(client, "wrong-again"), 401, "token-required");
  }

  @Test
  void wrongTokensLockNobodyElseOut() throws Exception {
    Client client = start(WebServer.Options.defaults().at(() -> Instant.EPOCH));
    for (int i = 0; i < 5; i++) {
      problem(upload(client, "wrong"), 401, "token-required");
    }
    problem(upload(client, "wrong"), 429, "too-many-attempts");

    assertThat(upload(client, WebServer.TOKEN).statusCode()).isEqualTo(202);
    assertThat(client.get("/api/v1/status").statusCode()).isEqualTo(200);
    problem(client.send("POST", UPLOAD, BodyPublishers.noBody()), 401, "token-required");
  }

  @Test
  void readingNeedsTheTokenWhenOtherMachinesReachTheServer() throws Exception {
    Client client = start(WebServer.Options.defaults().boundTo("0.0.0.0"));

    problem(client.get("/api/v1/status"), 401, "token-required");
    problem(client.ask("{\"question\":\"x\"}"), 401, "token-required");
    problem(client.get("/health"), 401, "token-required");
    assertThat(client.admin("GET", "/api/v1/status", "").statusCode()).isEqualTo(200);
    assertThat(client.get("/").statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v1/openapi.yaml").statusCode()).isEqualTo(200);
  }

  @Test
  void readingCanBeOpenedToAll() throws Exception {
    Client client = start(WebServer.Options.defaults().boundTo(null).readableByAll());

    assertThat(client.get("/api/v1/status").statusCode()).isEqualTo(200);
    problem(client.send("POST", UPLOAD, BodyPublishers.noBody()), 401, "token-required");
  }

  @Test
  void aProxyOnTheSameMachineDoesNotOpenReading() throws Exception {
    Client client = start(WebServer.Options.defaults().alsoCalled("docs.example.org"));

    assertThat(getAs(client, "docs.example.org", "X: y")).startsWith("HTTP/1.1 401 ");
    assertThat(getAs(client, "docs.example.org", "Authorization: Bearer " + WebServer.TOKEN))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=192.0.2.7",
        "X-Forwarded-For: 192.0.2.7",
        "X-Forwarded-Host: docs.example.org",
        "Via: 1.1 proxy"
      })
  void aProxyThatHidesTheHostDoesNotOpenReading(String header) throws Exception {
    assertThat(getAs(start(), "127.0.0.1", header)).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void readingCanBeClosedOnLoopback() throws Exception {
    Client client = start(WebServer.Options.defaults().closedToAll());

    problem(client.get("/api/v1/status"), 401, "token-required");
    assertThat(client.admin("GET", "/api/v1/status", "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "192.0.2.1:8080", "[2001:db8::1]:8080"})
  void boundToEveryInterfaceItAnswersToAnyAddress(String host) throws Exception {
    Client client = start(WebServer.Options.defaults().boundTo("0.0.0.0"));
    String token = "Authorization: Bearer " + WebServer.TOKEN;

    assertThat(getAs(client, host, token)).startsWith("HTTP/1.1 200 ");
    assertThat(getAs(client, host, "X: y")).startsWith("HTTP/1.1 401 ");
    assertThat(getAs(client, InetAddress.getLocalHost().getHostName(), token))
        .startsWith("HTTP/1.1 200 ");
    assertThat(getAs(client, "evil.example", token)).startsWith("HTTP/1.1 421 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.2",
        "192.0.2.1",
        "localhost@evil",
        "",
        "a:b:c"
      })
  void anUnknownHostNameIsRefused(String host) throws Exception {
    Client client = start();

    assertThat(getAs(client, host, "X: y")).containsPattern("^HTTP/1.1 4(21|00) ");
    assertThat(client.raw("GET / HTTP/1.1", "Host: " + host))
        .containsPattern("^HTTP/1.1 4(21|00) ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"})
  void ownNamesAreKnown(String host) throws Exception {
    assertThat(getAs(start(), host, "X: y")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "http://localhost:1",
        "null",
        "file://",
        "http://127.0.0.1.evil.example",
        "http://user@127.0.0.1"
      })
  void aForeignOriginIsRefusedEverywhere(String origin) throws Exception {
    Client client = start();
    List<String> answers =
        List.of(
            client.raw(
                "POST /api/v1/documents?path=a.txt HTTP/1.1",
                "Host: localhost",
                "Origin: " + origin,
                "Authorization: Bearer " + WebServer.TOKEN,
                "Content-Length: 0"),
            client.raw(
                "POST /api/v1/ask HTTP/1.1",
                "Host: localhost",
                "Origin: " + origin,
                "Content-Type: application/json",
                "Content-Length: 0"),
            client.raw("GET /api/v1/events HTTP/1.1", "Host: localhost", "Origin: " + origin));

    assertThat(answers).allMatch(answer -> answer.startsWith("HTTP/1.1 403 "));
  }

  @Test
  void theOwnOriginPasses() throws Exception {
    Client client = start();
    String own = "http://127.0.0.1:" + server.port();

    HttpResponse<String> response =
        client.send(
            "POST",
            UPLOAD,
            BodyPublishers.ofString("x"),
            "Origin",
            own,
            "Sec-Fetch-Site",
            "same-origin",
            "Authorization",
            "Bearer " + WebServer.TOKEN);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void requestsThatAnotherSiteCausedAreRefusedUnlessALinkWasFollowed() throws Exception {
    Client client = start();

    problem(
        client.get("/api/v1/status", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"),
        403,
        "foreign-origin");
    assertThat(
            client
                .get("/api/v1/status", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/api/v1/status", "/api/v1/nothing", "/nothing"})
  void everyAnswerCarriesTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> response = start().get(path);

    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(response.headers().firstValue("Cross-Origin-Resource-Policy"))
        .hasValue("same-origin");
    assertThat(response.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(response.headers().firstValue("Permissions-Policy")).isPresent();
    assertThat(response.headers().firstValue("Cache-Control"))
        .hasValue(path.equals("/") || path.equals("/app.js") ? "no-cache" : "no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%2f..%2fetc/passwd",
        "/page/index.html",
        "/app.js/",
        "/META-INF/MANIFEST.MF",
        "/org/hawser/web/api/openapi.yaml",
        "/%61pp.js",
        "//app.js"
      })
  void nothingButThePageIsServed(String path) throws Exception {
    assertThat(start().raw("GET " + path + " HTTP/1.1", "Host: localhost"))
        .containsPattern("^HTTP/1.1 40[04] ");
  }

  private static String getAs(Client client, String host, String header) throws Exception {
    return client.raw("GET /api/v1/status HTTP/1.1", "Host: " + host, header);
  }

  private static HttpResponse<String> upload(Client client, String token) throws Exception {
    return client.send(
        "POST", UPLOAD, BodyPublishers.ofString("x"), "Authorization", "Bearer " + token);
  }
}
