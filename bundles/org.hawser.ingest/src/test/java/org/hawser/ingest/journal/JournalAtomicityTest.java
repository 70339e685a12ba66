package org.hawser.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.Outcome;
import org.hawser.ingest.journal.Entry.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operation happens as a whole or not at all, and nothing is written that did not change.
class JournalAtomicityTest {
  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    journal = new Journal(folder);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void reopen() throws IOException {
    journal.close();
    journal = new Journal(folder);
  }

  private static Entry entry(Ledger ledger, String source, String path) {
    DocumentKey key = new DocumentKey("default", source, path);
    return Entry.fresh(key, "ab", 1, new Origin(Instant.EPOCH, "t"), ledger.nextNumber());
  }

  private Map<Outcome, Long> counts() {
    return journal.read(Ledger::counts);
  }

  private List<Object> everything() {
    return journal.read(
        ledger ->
            List.of(
                ledger.page(Optional.empty(), Optional.empty(), 0, 1000),
                ledger.counts(),
                ledger.counts("s1"),
                ledger.inIndex(),
                ledger.queuedOrigins(),
                ledger.deletions(1000),
                ledger.usesBlob("ab"),
                ledger.documentsOf("s1")));
  }

  @Test
  void anOperationThatFailsHalfWayLeavesNothing() throws IOException {
    journal.syncChange(ledger -> ledger.put(entry(ledger, "s1", "kept")));
    List<Object> before = everything();
    assertThatThrownBy(
            () ->
                journal.syncChange(
                    ledger -> {
                      Entry kept = ledger.oldestQueued("s1", _ -> true).orElseThrow();
                      ledger.put(kept.processing().indexed("cd", 1, 1, List.of(), 1));
                      ledger.put(entry(ledger, "upload", "half"));
                      ledger.addDeletion("some");
                      ledger.remove(kept.id());
                      throw new IllegalArgumentException("half-way");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("half-way");
    assertThat(everything()).isEqualTo(before);
    reopen();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aFailureTakesNothingFromOperationsOfTheSameCommit() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    List<Thread> callers = new ArrayList<>();
    callers.add(Thread.ofVirtual().start(() -> journal.read(_ -> awaited(all))));
    for (int i = 0; i < 20; i++) {
      String path = "p" + i;
      boolean fails = i % 2 == 1;
      callers.add(Thread.ofVirtual().start(() -> putOrFail(path, fails)));
    }
    all.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    reopen();
    assertThat(counts()).containsEntry(Outcome.QUEUED, 10L);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void putOrFail(String path, boolean fails) {
    try {
      journal.syncChange(
          ledger -> {
            ledger.put(entry(ledger, "s1", path));
            if (fails) {
              throw new IllegalArgumentException(path);
            }
          });
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessage(path);
    }
  }

  @Test
  void randomOperationsThatFailAreAsIfTheyHadNotBeen() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      boolean fails = random.nextInt(3) == 0;
      List<Object> before = fails ? everything() : List.of();
      try {
        journal.writeChange(ledger -> change(ledger, random, fails));
      } catch (IllegalArgumentException e) {
        assertThat(everything()).as("step %d", i).isEqualTo(before);
      }
    }
  }

  private static void change(Ledger ledger, Random random, boolean fails) {
    int steps = 1 + random.nextInt(6);
    for (int i = 0; i < steps; i++) {
      Entry entry = entry(ledger, random.nextBoolean() ? "s1" : "upload", "p" + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> ledger.remove(entry.id());
        case 1 -> ledger.put(entry.indexed("ab", 1, 1, List.of(), 1));
        case 2 -> ledger.addDeletion(entry.id());
        case 3 -> ledger.removeDeletion(entry.id());
        default -> ledger.put(entry);
      }
    }
    if (fails) {
      throw new IllegalArgumentException("fails");
    }
  }

  @Test
  void anErrorFailsItsCallersAndTheJournalGoesOn() {
    journal.syncChange(ledger -> ledger.put(entry(ledger, "s1", "kept")));
    assertThatThrownBy(
            () ->
                journal.syncChange(
                    ledger -> {
                      ledger.put(entry(ledger, "s1", "lost"));
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(JournalException.class);
    assertThat(counts()).containsEntry(Outcome.QUEUED, 1L);
  }

  @Test
  void nothingIsWrittenWhileNothingChanges() throws Exception {
    journal.syncChange(ledger -> ledger.put(entry(ledger, "s1", "kept")));
    byte[] before = Files.readAllBytes(folder.resolve("journal.mv"));
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      recording.start();
      for (int i = 0; i < 50; i++) {
        journal.write(ledger -> ledger.oldestQueued("none", _ -> true));
        journal.sync(ledger -> ledger.deletions(10));
      }
      assertThat(forces(recording)).isZero();
      journal.syncChange(ledger -> ledger.addDeletion("some"));
      assertThat(forces(recording)).isPositive();
    }
    assertThat(Files.readAllBytes(folder.resolve("journal.mv"))).isNotEqualTo(before);
  }

  private long forces(Recording recording) throws IOException {
    Path dump = folder.resolve("recording.jfr");
    recording.dump(dump);
    return RecordingFile.readAllEvents(dump).stream()
        .filter(event -> event.getString("path").endsWith("journal.mv"))
        .count();
  }
}
