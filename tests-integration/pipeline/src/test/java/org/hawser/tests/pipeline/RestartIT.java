package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was taken in is there after a restart, and a lost index is rebuilt from what was accepted.
class RestartIT {
  @TempDir Path work;

  @Test
  void findsEverythingAgain() throws Exception {
    Documents.write(work.resolve("docs"));
    try (ExamContainer first = ExamContainer.boot(work.resolve("data"))) {
      first.api().addFolder("company", work.resolve("docs"), false);
      first.api().awaitSettled();
    }
    try (ExamContainer second = ExamContainer.boot(work.resolve("data"))) {
      Api api = second.api();
      api.awaitSettled();
      assertThat(api.get("status").path("index").path("documents").asInt()).isEqualTo(4);
      assertThat(api.ask("When does the lease begin?").path("sentences").toString())
          .contains("first of May");
    }
  }
}
