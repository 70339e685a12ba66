package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hawser.api.extract.ExtractionRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
  @TempDir Path data;
  @TempDir Path folder;

  @BeforeEach
  void onLinux() {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")), "needs Linux");
  }

  @Test
  void signalsMeantForTheContainerDoNotEndIt() throws Exception {
    try (TikaExtractor extractor = Extractors.create(data)) {
      read(extractor);
      ProcessHandle worker = worker();
      for (String signal : List.of("-INT", "-TERM", "-HUP")) {
        new ProcessBuilder("kill", signal, Long.toString(worker.pid())).start().waitFor();
        read(extractor);
      }
      assertThat(worker()).isEqualTo(worker);
    }
  }

  @Test
  void seesLittleOfTheEnvironment() throws Exception {
    try (TikaExtractor extractor = Extractors.create(data)) {
      read(extractor);
      byte[] variables =
          Files.readAllBytes(Path.of("/proc", Long.toString(worker().pid()), "environ"));
      assertThat(new String(variables, StandardCharsets.UTF_8).split("\0"))
          .allMatch(
              variable -> variable.matches("(?s)(PATH|LANG|LC_ALL|TESSDATA_PREFIX|TMPDIR)=.*"));
    }
  }

  private void read(TikaExtractor extractor) throws Exception {
    Path file = Files.writeString(folder.resolve("good.txt"), "All is well.");
    assertThat(extractor.extract(new ExtractionRequest(file, "good.txt")).text())
        .isEqualTo("All is well.");
  }

  private ProcessHandle worker() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(data.toString()))
        .findFirst()
        .orElseThrow();
  }
}
