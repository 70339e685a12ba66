package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line as it is typed, beside a container that runs.
class RunningContainerIT {
  @TempDir private static Path work;
  private static HawserProcess running;

  @BeforeAll
  static void start() throws IOException {
    running = HawserProcess.start(work.resolve("data"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void commandsTalkToIt() throws Exception {
    Documents.write(work.resolve("docs"));
    var ingested = HawserProcess.run("ingest", "--data", data(), work.resolve("docs").toString());
    assertThat(ingested.exit()).as(ingested.err()).isZero();
    var documents = HawserProcess.run("documents", "--data", data());
    assertThat(documents.out()).contains("lease.pdf").contains("indexed");
    assertThat(HawserProcess.run("status", "--data", data()).out()).contains("onednn");
    assertThat(HawserProcess.run("ask", "--data", data(), "guest wireless password").out())
        .contains("network.html");
    assertThat(HawserProcess.run("index", "check", "--data", data()).exit()).isZero();
    assertThat(running.api().get("status").path("ready").asBoolean()).isTrue();
  }

  @Test
  void aSecondContainerOnTheSameDataIsRefused() throws Exception {
    assertThat(running.api().get("status").path("name").asText()).isNotEmpty();
    assertThat(HawserProcess.run("--data", data(), "--port", "0").err()).contains("Another Hawser");
  }

  @Test
  void secretsAreForTheirOwnerOnly() throws Exception {
    assertThat(running.api().get("status").has("version")).isTrue();
    for (String file : new String[] {"secrets/admin-token.sha256", "run/session-token"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(work.resolve("data").resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  private static String data() {
    return work.resolve("data").toString();
  }
}
