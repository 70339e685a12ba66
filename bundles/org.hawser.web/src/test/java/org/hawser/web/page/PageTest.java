package org.hawser.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class PageTest extends WebTest {
  private static final Pattern LOCAL_FILE =
      Pattern.compile(
          "(?:href=\"|src=\"|from '|import '|import\\('|Src = ')(/[a-z0-9./]+\\.(?:m?js|css|svg))[\"']");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^  '?([\\w.]+)'?: '(.*)',$");
  private static final Pattern BLANK = Pattern.compile("\\{\\w+\\}");
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
  void whatDrawsPdfPagesIsServedAndItsWorkerMayRunWebAssembly() throws Exception {
    Client client = start();
    HttpResponse<String> library = client.get("/pdf/pdf.min.mjs");
    HttpResponse<String> worker = client.get("/pdf/pdf.worker.min.mjs");

    assertThat(policy(library)).doesNotContain("wasm");
    assertThat(policy(worker)).contains("'wasm-unsafe-eval'").contains("default-src 'none'");
    assertThat(client.get("/pdf/wasm/openjpeg.wasm").headers().firstValue("Content-Type"))
        .hasValue("application/wasm");
    for (String path :
        List.of(
            "/pdf/cmaps/UniJIS-UCS2-H.bcmap",
            "/pdf/fonts/FoxitSymbol.pfb",
            "/pdf/fonts/LiberationSans-Regular.ttf",
            "/pdf/icc/CGATS001Compat-v2-micro.icc")) {
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
    }
    for (String path :
        List.of("/pdf/LICENSE", "/pdf/cmaps/None.bcmap", "/pdf/pdf.min.css", "/pdf/")) {
      problem(client.get(path), 404, "not-found");
    }
  }

  private static String policy(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  @Test
  void translationsTranslateTextsThatExist() throws Exception {
    Client client = start();
    Map<String, String> english = messages(client, "/messages.en.js");
    Map<String, String> german = messages(client, "/messages.de.js");

    assertThat(english.keySet()).containsAll(german.keySet());
    german.forEach(
        (key, text) -> assertThat(blanks(text)).as(key).isEqualTo(blanks(english.get(key))));
  }

  private static Map<String, String> messages(Client client, String path) throws Exception {
    Map<String, String> messages = new TreeMap<>();
    Matcher line = MESSAGE.matcher(client.get(path).body());
    while (line.find()) {
      messages.put(line.group(1), line.group(2));
    }
    assertThat(messages).hasSizeGreaterThan(200);
    return messages;
  }

  private static Set<String> blanks(String text) {
    return BLANK.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
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
