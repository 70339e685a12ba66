package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.api.extract.Readiness;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerStartTest {
  private static final Duration NOT_TODAY = Duration.ofDays(1);

  @TempDir Path data;
  @TempDir Path folder;

  @Test
  void theFirstFileStartsAProcessAndFilesOneAfterTheOtherNeedNoSecond() throws Exception {
    try (TikaExtractor extractor = Extractors.create(data, settings(3, NOT_TODAY))) {
      assertThat(extractor.readiness())
          .isEqualTo(new Readiness(true, "No parser process runs yet, the first file starts one."));
      assertThat(processes()).isZero();
      for (int i = 0; i < 4; i++) {
        read(extractor);
      }
      assertThat(processes()).isOne();
      assertThat(extractor.readiness())
          .isEqualTo(
              new Readiness(true, "1 of 3 parser processes run, others start when files come."));
    }
  }

  @Test
  void afterAWhileOneProcessStartsWithoutAFile() throws Exception {
    try (TikaExtractor extractor = Extractors.create(data, settings(2, Duration.ofMillis(1)))) {
      Await.until("a process runs", () -> extractor.readiness().sentence().startsWith("1 of 2"));
      assertThat(processes()).isOne();
      read(extractor);
      assertThat(processes()).isOne();
    }
  }

  @Test
  void whatCannotStartIsNotReadyUntilItCan() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");
    try (TikaExtractor extractor = Extractors.create(blocked, settings(1, NOT_TODAY))) {
      assertThatThrownBy(() -> read(extractor)).isInstanceOf(ExtractionException.class);
      Await.until("it says so", () -> !extractor.readiness().able());
      Files.delete(blocked);
      Await.until("it tries again", () -> extractor.readiness().sentence().startsWith("1 of 1"));
      read(extractor);
    }
  }

  @Test
  void classesThatDoNotStartAreNotReady() throws Exception {
    Settings settings = settings(1, NOT_TODAY);
    try (TikaExtractor extractor = new TikaExtractor(settings, data, () -> List.of(folder))) {
      assertThatThrownBy(() -> read(extractor)).hasMessageContaining("exit code 1");
      Await.until("it says so", () -> !extractor.readiness().able());
    }
  }

  @Test
  void closingDuringAStartLeavesNoProcess() throws Exception {
    TikaExtractor extractor = Extractors.create(data, settings(2, Duration.ofMillis(1)));
    Await.until("a process starts", () -> processes() > 0);
    extractor.close();
    assertThat(processes()).isZero();
  }

  private static Settings settings(int workers, Duration startAfter) {
    return new Settings(
        workers, startAfter, 256, Duration.ofSeconds(60), 500, 1L << 20, false, Extractors.LIMITS);
  }

  private void read(TikaExtractor extractor) throws Exception {
    Path file = Files.writeString(folder.resolve("good.txt"), "All is well.");
    assertThat(extractor.extract(new ExtractionRequest(file, "good.txt")).text())
        .isEqualTo("All is well.");
  }

  private long processes() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(data.toString()))
        .count();
  }
}
