package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line as it is typed, where no container runs; [RunningContainerIT] has the rest.
class LauncherIT {
  @TempDir Path work;

  @Test
  void oneCommandFromFolderToCitedAnswer() throws Exception {
    Documents.write(work.resolve("docs"));

    var asked =
        HawserProcess.run(
            "ask",
            "--data",
            data(),
            "--docs",
            work.resolve("docs").toString(),
            "Which port does the virtual private network listen on?");

    assertThat(asked.exit()).as(asked.err()).isZero();
    assertThat(asked.out()).contains("port 51820").contains("[1] network.html");
    assertThat(asked.err()).contains("4 indexed");
  }

  @Test
  void namesAndQuestionsAreUnicodeInAnyLocale() throws Exception {
    Files.createDirectories(work.resolve("docs"));
    Files.writeString(
        work.resolve("docs/K\u00fcndigung.txt"),
        "Die Gr\u00f6\u00dfe der Schleuse betr\u00e4gt zw\u00f6lf Meter.");

    var asked =
        HawserProcess.run(
            "ask",
            "--data",
            data(),
            "--docs",
            work.resolve("docs").toString(),
            "Gr\u00f6\u00dfe der Schleuse");

    assertThat(asked.out()).contains("K\u00fcndigung.txt").contains("zw\u00f6lf Meter");
  }

  @Test
  void jsonIsJsonAndNothingElse() throws Exception {
    Documents.write(work.resolve("docs"));

    var asked =
        HawserProcess.run(
            "ask",
            "--data",
            data(),
            "--json",
            "--docs",
            work.resolve("docs").toString(),
            "vacation days");

    JsonNode answer = new ObjectMapper().readTree(asked.out());
    assertThat(answer.path("found").asBoolean()).isTrue();
  }

  @Test
  void mistakesAreToldInOneSentence() throws Exception {
    assertThat(HawserProcess.run("status", "--data", data()).err())
        .contains("No Hawser is running");
    assertThat(HawserProcess.run("ask", "--data", data(), "--docs", "/no/such", "x").err())
        .contains("There is no folder /no/such");
    assertThat(HawserProcess.run("frobnicate").exit()).isEqualTo(2);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var started =
          HawserProcess.run("--data", data(), "--port", Integer.toString(taken.getLocalPort()));
      assertThat(started.exit()).isEqualTo(1);
      assertThat(started.err()).contains("choose another with --port").doesNotContain("\tat ");
    }
  }

  private String data() {
    return work.resolve("data").toString();
  }
}
