package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that need no running container, and what the container's HTTP server refuses.
class OneShotIT {
  @TempDir Path work;

  private HawserProcess.Result hawser(String... words) throws Exception {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--data";
    all[words.length + 1] = work.resolve("data").toString();
    return HawserProcess.run(all);
  }

  @Test
  void whatWasTakenInIsShownAndALossAcceptedWithoutARunningContainer() throws Exception {
    assertThat(hawser("documents").err()).contains("There are no documents yet");
    Path docs = Files.createDirectory(work.resolve("docs"));
    Files.writeString(docs.resolve("gate.txt"), "The harbour gate opens at seven o'clock.");
    Files.createFile(docs.resolve("empty.pdf"));
    var asked = hawser("ask", "--docs", docs.toString(), "When does the harbour gate open?");
    assertThat(asked.out()).as(asked.err()).contains("seven");
    assertThat(asked.err()).contains("empty.pdf").contains("hawser documents --refused");

    assertThat(hawser("documents", "--refused").out()).contains("empty.pdf").contains("0 bytes");

    Files.delete(docs.resolve("gate.txt"));
    Files.delete(docs.resolve("empty.pdf"));
    JsonNode source = new ObjectMapper().readTree(hawser("sources", "--json").out()).path(0);
    String id = source.path("id").asText();
    var held = hawser("sources", "synchronise", id);
    assertThat(held.exit()).isEqualTo(1);
    assertThat(held.err()).contains("no longer lists 2 of its 2 documents");
    assertThat(hawser("sources").out()).contains(id + " --accept-loss");
    assertThat(hawser("sources", "synchronise", id, "--accept-loss").exit()).isZero();
    assertThat(hawser("documents").out()).isEmpty();
  }

  @Test
  void whatTheHttpServerRefusesIsAProblemToo() throws Exception {
    try (HawserProcess running = HawserProcess.start(work.resolve("data"))) {
      for (String request :
          new String[] {"nonsense\r\n\r\n", "GET /a%2Fb HTTP/1.1\r\nHost: localhost\r\n\r\n"}) {
        assertThat(raw(running.api().url(), request))
            .startsWith("HTTP/1.1 400 ")
            .contains("Content-Type: application/problem+json")
            .contains("Content-Security-Policy: ")
            .contains("\"status\":400");
      }
    }
  }

  private static String raw(String url, String request) throws Exception {
    URI address = URI.create(url);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
