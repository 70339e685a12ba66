package org.hawser.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class PageTest extends WebTest {
  private static final Pattern LOCAL_FILE =
      Pattern.compile("(?:href=\"|src=\"|from '|import ')(/[a-z.]+\\.(?:js|css|svg))[\"']");
  private static final Pattern TEXT_KEY =
      Pattern.compile(
          "(?:data-(?:text|placeholder|label|hint)=\"|\\btext\\('|\\btext\\(on \\? ')([a-zA-Z.]+)[\"']");

  @Test
  void everyFileThePageRefersToIsServed() throws Exception {
    Client client = start();
    Set<String> seen = new TreeSet<>();
    follow(client, "/", seen);

    assertThat(seen)
        .contains("/pico.css", "/app.css", "/app.js", "/messages.en.js", "/favicon.svg");
    assertThat(seen.stream().filter(path -> !PageResources.contains(path))).isEmpty();
  }

  @Test
  void everyTextHasAMessage() throws Exception {
    Client client = start();
    Set<String> files = new TreeSet<>();
    follow(client, "/", files);
    String messages = client.get("/messages.en.js").body();
    Set<String> missing = new TreeSet<>();
    for (String file : files) {
      Matcher key = TEXT_KEY.matcher(client.get(file).body());
      while (key.find()) {
        boolean known =
            messages.contains("'" + key.group(1) + "'")
                || messages.contains("'" + key.group(1) + ".one'")
                || messages.contains("\n  " + key.group(1) + ":");
        if (!known) {
          missing.add(key.group(1));
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void noScriptOrStyleStandsInThePageAndNoDataBecomesMarkup() throws Exception {
    Client client = start();
    Set<String> files = new TreeSet<>();
    follow(client, "/", files);

    assertThat(client.get("/").body()).doesNotContain("style=", "onclick", "<style");
    for (String file : files) {
      if (file.endsWith(".js")) {
        assertThat(client.get(file).body())
            .as(file)
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
            .doesNotContain("eval(", "localStorage", "cookie");
      }
    }
  }

  @Test
  void filesAreRevalidatedNotSentAgain() throws Exception {
    Client client = start();
    HttpResponse<String> first = client.get("/app.css");
    String etag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = client.get("/app.css", "If-None-Match", etag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void thePageCanOnlyBeRead() throws Exception {
    HttpResponse<String> response =
        start()
            .send(
                "POST", "/", BodyPublishers.noBody(), "Authorization", "Bearer " + WebServer.TOKEN);

    problem(response, 405, "method-not-allowed");
  }

  private static void follow(Client client, String path, Set<String> seen) throws Exception {
    if (seen.add(path)) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      Matcher reference = LOCAL_FILE.matcher(response.body());
      while (reference.find()) {
        follow(client, reference.group(1), seen);
      }
    }
  }
}
