package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stretches of an original. */
class RangesTest extends WebTest {
  private static final String TEXT = "0123456789";

  private String original(Client client, String text) throws Exception {
    return "/api/v1/documents/" + index(client, "digits.txt", text) + "/original";
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0-0",
    "bytes=2-4, 234, 2-4",
    "bytes=7-, 789, 7-9",
    "bytes=-3, 789, 7-9",
    "bytes=-30, 0123456789, 0-9",
    "bytes=8-999999999999, 89, 8-9",
    "Bytes=0-9, 0123456789, 0-9",
    "'bytes=0-2,2-3', 0123, 0-3",
    "'bytes=4-5,99-100', 45, 4-5",
  })
  void oneStretchIsSent(String range, String expected, String sent) throws Exception {
    Client client = start();

    HttpResponse<String> part = client.get(original(client, TEXT), "Range", range);

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(expected);
    assertThat(header(part, "Content-Range")).isEqualTo("bytes " + sent + "/10");
    assertThat(header(part, "Content-Length")).isEqualTo(Integer.toString(expected.length()));
    assertThat(header(part, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(part, "Content-Disposition")).startsWith("attachment");
    assertThat(header(part, "Content-Security-Policy")).startsWith("sandbox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lines=1-2", "bytes", "bytes=0-1,8-9", "0-4"})
  void whatIsNoSingleStretchOfBytesGetsTheWholeFile(String range) throws Exception {
    Client client = start();

    HttpResponse<String> whole = client.get(original(client, TEXT), "Range", range);

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(TEXT);
    assertThat(header(whole, "Content-Range")).isEmpty();
    assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=10-", "bytes=99-100", "bytes=-0", "bytes=", "bytes=a-b", "bytes=5-2"})
  void bytesThatAreNotThereAreRefused(String range) throws Exception {
    Client client = start();

    HttpResponse<String> refused = client.get(original(client, TEXT), "Range", range);

    assertThat(problem(refused, 416, "range-not-satisfiable")).contains("10 bytes");
    assertThat(header(refused, "Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void aStretchIsOfTheFileMeantOrItIsAllOfIt() throws Exception {
    Client client = start();
    String path = original(client, TEXT);
    String tag = header(client.get(path), "ETag");

    assertThat(client.get(path, "Range", "bytes=1-2", "If-Range", tag).body()).isEqualTo("12");
    for (String other : new String[] {"\"other\"", "W/" + tag, "Sat, 01 Jan 2000 00:00:00 GMT"}) {
      HttpResponse<String> whole = client.get(path, "Range", "bytes=1-2", "If-Range", other);
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(whole.body()).isEqualTo(TEXT);
    }
  }

  @Test
  void headTellsThatStretchesCanBeHad() throws Exception {
    Client client = start();
    String path = original(client, TEXT);

    HttpResponse<String> head =
        client.send("HEAD", path, BodyPublishers.noBody(), "Range", "bytes=1-2");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(head, "Content-Length")).isEqualTo("10");
  }

  @Test
  void stretchesPutTogetherAreTheFile() throws Exception {
    Client client = start();
    String text = "Line of a longer text.\n".repeat(20_000);
    String path = original(client, text);

    StringBuilder together = new StringBuilder();
    for (int at = 0; at < text.length(); at += 65_536) {
      String range = "bytes=" + at + "-" + (at + 65_535);
      together.append(client.get(path, "Range", range).body());
    }

    assertThat(together.toString()).isEqualTo(text);
  }
}
