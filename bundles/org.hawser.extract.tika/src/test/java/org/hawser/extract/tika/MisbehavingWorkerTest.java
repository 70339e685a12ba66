package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisbehavingWorkerTest {
  @TempDir static Path data;
  @TempDir Path folder;

  static TikaExtractor extractor;

  @BeforeAll
  static void start() {
    extractor = Extractors.create(data, settings(Duration.ofSeconds(60)));
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  @ParameterizedTest
  @CsvSource({
    "memory, OUT_OF_MEMORY",
    "exit, CRASHED",
    "recurse, CORRUPT",
    "link, CORRUPT",
    "null, CORRUPT",
    "disk, UNAVAILABLE"
  })
  void namesTheReasonAndReadsOn(String behaviour, Reason reason) throws Exception {
    assertNames(extractor, behaviour, reason);
    assertReads(extractor);
  }

  @Test
  void aFileThatTakesTooLongIsGivenUpAndReadingGoesOn() throws Exception {
    try (TikaExtractor impatient = Extractors.create(data, settings(Duration.ofSeconds(6)))) {
      assertNames(impatient, "hang", Reason.TIMEOUT);
      // The time for one file runs while its process starts, and a slow machine starts it slowly.
      Await.until("the next runs", () -> impatient.readiness().sentence().startsWith("1 of 1"));
      assertReads(impatient);
    }
  }

  private void assertNames(TikaExtractor reader, String behaviour, Reason reason) throws Exception {
    Path file = Files.writeString(folder.resolve("bad.misbehave"), behaviour);
    ExtractionException refused =
        catchThrowableOfType(ExtractionException.class, () -> read(reader, file));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.getMessage()).endsWith(".").doesNotContain("secret");
  }

  @Test
  void anInterruptedCallerKillsTheParser() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.misbehave"), "hang");
    try (TikaExtractor patient = Extractors.create(data, settings(Duration.ofSeconds(50)))) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          Thread.ofPlatform().start(() -> thrown.complete(thrownBy(() -> read(patient, file))));
      Thread.sleep(300);
      caller.interrupt();
      assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
      assertReads(patient);
    }
  }

  @Test
  void closingEndsWaitingCallers() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.misbehave"), "hang");
    TikaExtractor closing = Extractors.create(data, settings(Duration.ofSeconds(50)));
    assertReads(closing);
    CompletableFuture<ExtractedDocument> hanging = readAsync(closing, file);
    CompletableFuture<ExtractedDocument> queued = readAsync(closing, file);
    Thread.sleep(300);
    closing.close();
    assertStopped(hanging);
    assertStopped(queued);
    assertThatThrownBy(() -> read(closing, file)).hasMessageContaining("stopped");
  }

  @Test
  void aWorkerIsReplacedAfterItsShareOfFiles() throws Exception {
    Settings settings =
        new Settings(
            1,
            Duration.ofDays(1),
            256,
            Duration.ofSeconds(20),
            2,
            1L << 20,
            true,
            Extractors.LIMITS);
    try (TikaExtractor often = Extractors.create(data, settings)) {
      for (int i = 0; i < 3; i++) {
        assertReads(often);
      }
    }
  }

  @Test
  void aProcessThatCannotStartIsNoFaultOfTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("good.txt"), "All is well.");
    Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");
    Settings settings = settings(Duration.ofSeconds(20));
    try (TikaExtractor noFolder = Extractors.create(blocked, settings);
        TikaExtractor noClasses = new TikaExtractor(settings, data, () -> List.of(blocked))) {
      assertUnavailable(noFolder, file, "blocked");
      assertUnavailable(noFolder, file, "blocked");
      assertUnavailable(noClasses, file, "exit code 1");
    }
  }

  private static void assertUnavailable(TikaExtractor reader, Path file, String cause) {
    ExtractionException refused =
        catchThrowableOfType(ExtractionException.class, () -> read(reader, file));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(refused.getMessage()).startsWith("The extractor cannot work now").contains(cause);
  }

  private static Settings settings(Duration deadline) {
    return new Settings(
        1, Duration.ofDays(1), 128, deadline, 500, 1L << 20, true, Extractors.LIMITS);
  }

  private void assertReads(TikaExtractor reader) throws Exception {
    Path file = Files.writeString(folder.resolve("good.txt"), "All is well.");
    assertThat(read(reader, file).text()).isEqualTo("All is well.");
  }

  private static void assertStopped(CompletableFuture<ExtractedDocument> reading) {
    assertThatThrownBy(reading::join)
        .isInstanceOf(CompletionException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            ExtractionException.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(Reason.UNAVAILABLE))
        .hasMessageContaining("stopped");
  }

  private static CompletableFuture<ExtractedDocument> readAsync(TikaExtractor reader, Path file) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return read(reader, file);
          } catch (ExtractionException | InterruptedException failure) {
            throw new CompletionException(failure);
          }
        },
        runnable -> Thread.ofPlatform().start(runnable));
  }

  private static ExtractedDocument read(TikaExtractor reader, Path file)
      throws ExtractionException, InterruptedException {
    return reader.extract(new ExtractionRequest(file, file.getFileName().toString()));
  }

  private interface Failing {
    void run() throws Exception;
  }

  private static Throwable thrownBy(Failing action) {
    try {
      action.run();
      return null;
    } catch (Exception thrown) {
      return thrown;
    }
  }
}
