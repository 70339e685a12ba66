package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was taken in is there after a restart, and a lost index is rebuilt from what was accepted.
class RestartIT {
  private static final String UPLOADED = "The crane of berth nine lifts forty tonnes.";

  @TempDir private static Path taken;

  @TempDir Path work;

  /// Four documents of a folder and one upload.
  @BeforeAll
  static void takeIn() throws Exception {
    Documents.write(taken.resolve("docs"));
    try (ExamContainer first = ExamContainer.boot(taken.resolve("data"))) {
      first.api().addFolder("company", taken.resolve("docs"), false);
      first.api().upload("company", "crane.txt", UPLOADED.getBytes(Documents.ENCODING));
      first.api().awaitSettled();
    }
  }

  /// Every test restarts on what was taken in once; only the framework's cache is not copied, as it
  /// is cleared at every boot.
  @BeforeEach
  void copyData() throws IOException {
    Path data = taken.resolve("data");
    try (Stream<Path> paths = Files.walk(data)) {
      for (Path path : paths.filter(p -> !p.startsWith(data.resolve("cache"))).toList()) {
        Files.copy(path, work.resolve("data").resolve(data.relativize(path)));
      }
    }
  }

  @Test
  void findsEverythingAgain() throws Exception {
    try (ExamContainer second = ExamContainer.boot(work.resolve("data"))) {
      second.api().awaitSettled();
      assertFindsEverything(second.api());
    }
  }

  @Test
  void rebuildsAnIndexThatWasDeleted() throws Exception {
    Path index = work.resolve("data/index");
    try (Stream<Path> files = Files.walk(index)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    try (ExamContainer second = ExamContainer.boot(work.resolve("data"))) {
      awaitDocuments(second.api());
      assertFindsEverything(second.api());
    }
  }

  @Test
  void namesADamagedIndexAndBringsBackWhatItsRepairLost() throws Exception {
    for (Path file : segments()) {
      overwrite(file);
    }
    try (ExamContainer second = ExamContainer.boot(work.resolve("data"))) {
      Api api = second.api();
      assertThat(api.get("status").path("ready").asBoolean()).isFalse();
      assertThat(api.ask("When does the lease begin?").toString())
          .contains("damaged")
          .contains("repair");
      assertThat(api.post("index/check", Map.of()).path("clean").asBoolean()).isFalse();

      api.post("index/repair", Map.of());
      awaitDocuments(api);
      assertFindsEverything(api);
    }
  }

  private static void awaitDocuments(Api api) throws InterruptedException {
    api.await(
        () -> api.quietly("status"), status -> status.path("index").path("documents").asInt() == 5);
    api.awaitSettled();
  }

  private static void assertFindsEverything(Api api) throws Exception {
    assertThat(api.get("status").path("index").path("documents").asInt()).isEqualTo(5);
    assertThat(api.ask("When does the lease begin?").path("sentences").toString())
        .contains("first of May");
    assertThat(api.ask("What does the crane of berth nine lift?").path("sentences").toString())
        .contains("forty tonnes");
    assertThat(api.post("index/check", Map.of()).path("clean").asBoolean()).isTrue();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(work.resolve("data/index"))) {
      return files.filter(file -> file.toString().matches(".*/_\\w+\\.(cfs|fdt|tim)")).toList();
    }
  }

  /// Zeros in the middle, as a failing disk leaves them.
  private static void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long size = channel.size();
      channel.write(ByteBuffer.allocate((int) Math.min(4096, size / 2)), size / 4);
    }
  }
}
