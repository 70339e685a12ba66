package org.hawser.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.IngestException.Reason;
import org.hawser.api.ingest.Outcome;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.parts.FolderIndex;
import org.hawser.ingest.parts.WordEmbedder;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResilienceTest {
  private static final long RESERVE = 100L << 20;

  @TempDir Path data;
  private Fixture fixture;

  @AfterEach
  void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  private void open() throws IOException {
    fixture = new Fixture(data).withParts().started();
  }

  private List<DocumentStatus> all() {
    return fixture.ingest.documents(Optional.empty(), Optional.empty(), 0, 1000);
  }

  @Test
  void withoutPartsUploadsAreKeptAndTheStallIsNamed() throws IOException {
    fixture = new Fixture(data).started();
    DocumentStatus status = fixture.upload("a.txt", "Text.");
    assertThat(fixture.ingest.progress().stalled()).contains("extractor");
    fixture.ingest.bindExtractor(fixture.extractor);
    assertThat(fixture.ingest.progress().stalled()).contains("embedder");
    fixture.ingest.bindEmbedder(fixture.embedder);
    assertThat(fixture.ingest.progress().stalled()).contains("index");
    fixture.ingest.bindIndex(fixture.index);
    assertThat(fixture.settle(status).outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.ingest.progress().stalled()).isEmpty();
  }

  @Test
  void aFullDiskRefusesUploadsAndPausesProcessing() throws IOException {
    AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    Settings settings =
        new Settings(1 << 20, RESERVE, Fixture.SETTINGS.chunks(), Fixture.SETTINGS.limits());
    fixture = new Fixture(data, settings, _ -> free.get()).started();
    DocumentStatus status = fixture.upload("a.txt", "Text.");
    free.set(RESERVE - 1);
    fixture.withParts();
    Await.until(
        "the stall is named", () -> fixture.ingest.progress().stalled().contains("100 MB free"));
    assertThatThrownBy(() -> fixture.upload("b.txt", "Text."))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));
    assertThat(fixture.status(status.documentId()).outcome()).isEqualTo(Outcome.QUEUED);
    free.set(RESERVE);
    assertThat(fixture.settle(status).outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.ingest.progress().stalled()).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffOrIsTooLargeLeavesNothing() throws IOException {
    open();
    InputStream broken =
        new InputStream() {
          private int sent;

          @Override
          public int read() throws IOException {
            if (sent++ > 100_000) {
              throw new IOException("connection reset");
            }
            return 'x';
          }
        };
    assertThatThrownBy(() -> fixture.ingest.upload("default", "a.txt", broken))
        .hasMessage("connection reset");
    assertThatThrownBy(() -> fixture.upload("a.txt", "x".repeat((1 << 20) + 1)))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    assertThat(all()).isEmpty();
    try (Stream<Path> files = Files.walk(data.resolve("documents"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aFailingIndexStallsAndNothingIsBlamed() throws IOException {
    open();
    fixture.index.failWith("The index's disk is full: free some space.");
    DocumentStatus status = fixture.upload("a.txt", "Text.");
    Await.until(
        "the stall is named", () -> fixture.ingest.progress().stalled().contains("index's disk"));
    fixture.index.failWith("");
    assertThat(fixture.settle(status).outcome()).isEqualTo(Outcome.INDEXED);
    Await.until("the stall is over", () -> fixture.ingest.progress().stalled().isEmpty());
  }

  @Test
  void whatAFailedCommitLostIsWrittenAgain() throws IOException {
    open();
    fixture.index.loseNextCommit();
    DocumentStatus lost = fixture.settle(fixture.upload("lost.txt", "Text."));
    assertThat(lost.outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.index.document(lost.documentId())).isPresent();
    fixture.index.failCommitsWith("The commit failed: free some space.");
    DocumentStatus failed = fixture.upload("failed.txt", "Text.");
    Await.until(
        "the stall is named", () -> fixture.ingest.progress().stalled().contains("commit failed"));
    assertThat(fixture.status(failed.documentId()).outcome()).isNotEqualTo(Outcome.INDEXED);
    fixture.index.failCommitsWith("");
    assertThat(fixture.settle(failed).outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.index.document(failed.documentId())).isPresent();
  }

  @Test
  void anExtractorThatCannotWorkStallsAndNothingIsBlamed() throws IOException {
    open();
    fixture.extractor.unavailable = "The extractor has no memory: give it some.";
    DocumentStatus status = fixture.upload("a.txt", "Text.");
    Await.until(
        "it was tried more often than a document is",
        () -> fixture.extractor.calls.get() > Fixture.SETTINGS.limits().maxAttempts());
    assertThat(fixture.ingest.progress().stalled()).contains("no memory");
    assertThat(fixture.status(status.documentId()).outcome().settled()).isFalse();
    fixture.extractor.unavailable = "";
    assertThat(fixture.settle(status).outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.ingest.progress().stalled()).isEmpty();
  }

  @Test
  void aCrashOfTheExtractorIsTriedAgain() throws IOException {
    open();
    assertThat(fixture.settle(fixture.upload("a.txt", "!crash")).reason()).isEqualTo("CRASHED");
    assertThat(fixture.extractor.calls).hasValue(Fixture.SETTINGS.limits().maxAttempts());
  }

  @Test
  void aBugIsTriedAgainAndThenQuarantined() throws IOException {
    open();
    DocumentStatus done = fixture.settle(fixture.upload("a.txt", "!bug"));
    assertThat(done.outcome()).isEqualTo(Outcome.QUARANTINED);
    assertThat(done.reason()).isEqualTo("FAILED");
    assertThat(done.detail()).contains("a bug in the parser");
    assertThat(fixture.extractor.calls).hasValue(3);
    assertThat(fixture.ingest.retry(done.documentId()).outcome()).isEqualTo(Outcome.QUEUED);
    assertThat(fixture.settle(done).reason()).isEqualTo("FAILED");
    assertThat(fixture.extractor.calls).hasValue(6);
  }

  @Test
  void anIndexExchangedWhileRunningGetsEverythingAgain() throws IOException {
    open();
    for (int i = 0; i < 20; i++) {
      fixture.settle(fixture.upload(i + ".txt", "Text " + i));
    }
    FolderIndex other = new FolderIndex(data.resolve("other"));
    fixture.ingest.bindIndex(other);
    fixture.ingest.unbindIndex(fixture.index);
    Await.until(
        "the other index has all", () -> other.documents(Optional.empty(), 0, 100).size() == 20);
    Await.until("all settled", () -> fixture.ingest.progress().open() == 0);
    assertThat(all()).allMatch(s -> s.outcome() == Outcome.INDEXED);
  }

  @Test
  void anotherEmbedderWhileRunningHurtsNothing() throws IOException {
    open();
    for (int i = 0; i < 30; i++) {
      fixture.upload(i + ".txt", "Text number " + i + ". ".repeat(200));
      WordEmbedder next = new WordEmbedder(200 + i);
      fixture.ingest.bindEmbedder(next);
    }
    Await.until("all settled", () -> fixture.ingest.progress().open() == 0);
    assertThat(all()).hasSize(30).allMatch(s -> s.outcome() == Outcome.INDEXED);
  }

  @Test
  void documentsARepairLostAreQueuedAtTheNextStart() throws IOException {
    open();
    DocumentStatus kept = fixture.settle(fixture.upload("kept.txt", "Kept."));
    DocumentStatus lost = fixture.settle(fixture.upload("lost.txt", "Lost."));
    fixture.close();
    fixture.index.lose(lost.documentId());
    open();
    Await.until("it is back", () -> fixture.index.document(lost.documentId()).isPresent());
    assertThat(fixture.settle(lost).outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.status(kept.documentId()).updated()).isEqualTo(kept.updated());
  }

  @Test
  void aDamagedJournalIsPutAsideAndFilledFromTheIndex() throws IOException {
    open();
    DocumentStatus done = fixture.settle(fixture.upload("a.txt", "Text."));
    fixture.close();
    Path journal = data.resolve("ingest/journal.mv");
    byte[] noise = new byte[(int) Files.size(journal)];
    Files.write(journal, noise, StandardOpenOption.WRITE);
    open();
    Await.until("it is known again", () -> fixture.ingest.status(done.documentId()).isPresent());
    assertThat(fixture.status(done.documentId()).outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(fixture.ingest.original(done.documentId())).isPresent();
    try (Stream<Path> files = Files.list(data.resolve("ingest"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith("journal.damaged-"));
    }
  }

  @Test
  void twoProcessesCannotShareTheJournal() throws IOException {
    open();
    assertThatThrownBy(() -> new Fixture(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another process");
  }

  @Test
  void sharedBytesStayUntilTheLastDocumentIsGone() throws IOException {
    open();
    DocumentStatus one = fixture.settle(fixture.upload("one.txt", "Same."));
    DocumentStatus two = fixture.settle(fixture.upload("two.txt", "Same."));
    Path original = fixture.ingest.original(one.documentId()).orElseThrow();
    fixture.ingest.delete(one.documentId());
    assertThat(fixture.ingest.original(two.documentId())).contains(original);
    assertThat(original).exists();
    fixture.ingest.delete(two.documentId());
    assertThat(original).doesNotExist();
  }

  @Test
  void aDocumentDeletedInMidProcessingStaysDeleted() throws IOException {
    open();
    for (int i = 0; i < 40; i++) {
      DocumentStatus status = fixture.upload(i + ".txt", "Text number " + i);
      fixture.ingest.delete(status.documentId());
    }
    DocumentStatus last = fixture.settle(fixture.upload("last.txt", "Last."));
    assertThat(all()).extracting(DocumentStatus::documentId).containsExactly(last.documentId());
    Await.until(
        "only the last is searchable",
        () -> fixture.index.documents(Optional.empty(), 0, 100).size() == 1);
  }

  @Test
  void aDocumentThatKillsTheProcessAgainAndAgainIsQuarantined() throws IOException {
    fixture = new Fixture(data);
    fixture.ingest.start();
    DocumentStatus killer = fixture.upload("killer.txt", "Text.");
    DocumentStatus other = fixture.upload("other.txt", "Text.");
    fixture.close();
    try (Journal journal = new Journal(data.resolve("ingest"))) {
      journal.syncChange(
          ledger -> {
            Entry entry = ledger.get(killer.documentId()).orElseThrow();
            ledger.put(entry.processing().processing().processing());
          });
    }
    open();
    assertThat(fixture.settle(other).outcome()).isEqualTo(Outcome.INDEXED);
    DocumentStatus refused = fixture.status(killer.documentId());
    assertThat(refused.outcome()).isEqualTo(Outcome.QUARANTINED);
    assertThat(refused.reason()).isEqualTo("CRASHED");
    fixture.ingest.retry(refused.documentId());
    assertThat(fixture.settle(refused).outcome()).isEqualTo(Outcome.INDEXED);
  }
}
