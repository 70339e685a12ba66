package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.IngestException.Reason;
import org.hawser.api.ingest.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Ingest] keeps, given an extractor that reads text files and an
/// index that works.
public abstract class IngestContract {
  /// The service under test, with all its parts, on an empty data directory.
  protected abstract Ingest ingest() throws IOException;

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static DocumentStatus settled(Ingest ingest, DocumentStatus status) {
    Await.until(
        status.key() + " is settled",
        () -> ingest.status(status.documentId()).orElseThrow().outcome().settled());
    return ingest.status(status.documentId()).orElseThrow();
  }

  @Test
  void anUploadBecomesSearchable() throws IOException {
    Ingest ingest = ingest();
    DocumentStatus accepted = ingest.upload("default", "a/b.txt", bytes("Hello world."));
    assertThat(accepted.outcome()).isEqualTo(Outcome.QUEUED);
    DocumentStatus done = settled(ingest, accepted);
    assertThat(done.outcome()).as(done.detail()).isEqualTo(Outcome.INDEXED);
    assertThat(done.chunkCount()).isEqualTo(1);
    assertThat(done.contentHash()).hasSize(64);
    assertThat(done.sizeBytes()).isEqualTo(12);
    assertThat(ingest.original(done.documentId()).map(IngestContract::read))
        .contains("Hello world.");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theSameBytesAgainAreUnchangedAndOtherBytesReplace() throws IOException {
    Ingest ingest = ingest();
    settled(ingest, ingest.upload("default", "a.txt", bytes("One.")));
    DocumentStatus again = settled(ingest, ingest.upload("default", "a.txt", bytes("One.")));
    assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(again.chunkCount()).isEqualTo(1);
    DocumentStatus changed = settled(ingest, ingest.upload("default", "a.txt", bytes("Two.")));
    assertThat(changed.outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(changed.contentHash()).isNotEqualTo(again.contentHash());
    assertThat(ingest.documents(Optional.empty(), Optional.empty(), 0, 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/etc/passwd",
        "../a",
        "a/../b",
        "a//b",
        "a/",
        "C:\\x",
        "a\u0000b",
        "a\nb"
      })
  void badNamesAreRefused(String path) throws IOException {
    Ingest ingest = ingest();
    assertThatThrownBy(() -> ingest.upload("default", path, bytes("x")))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_NAME))
        .hasMessageEndingWith(".");
  }

  @Test
  void aBadCollectionIsRefused() throws IOException {
    Ingest ingest = ingest();
    assertThatThrownBy(() -> ingest.upload("No Such", "a.txt", bytes("x")))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_NAME));
  }

  @Test
  void aDeletedDocumentIsGone() throws IOException {
    Ingest ingest = ingest();
    DocumentStatus done = settled(ingest, ingest.upload("default", "a.txt", bytes("One.")));
    ingest.delete(done.documentId());
    assertThat(ingest.status(done.documentId())).isEmpty();
    assertThat(ingest.original(done.documentId())).isEmpty();
    assertThatThrownBy(() -> ingest.delete(done.documentId()))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void documentsAreListedByCollectionAndPathInPages() throws IOException {
    Ingest ingest = ingest();
    for (String path : List.of("c.txt", "a.txt", "b.txt")) {
      settled(ingest, ingest.upload("two", path, bytes("Text of " + path)));
    }
    settled(ingest, ingest.upload("one", "z.txt", bytes("Text.")));
    assertThat(ingest.documents(Optional.empty(), Optional.empty(), 0, 10))
        .extracting(s -> s.key().path())
        .containsExactly("z.txt", "a.txt", "b.txt", "c.txt");
    assertThat(ingest.documents(Optional.of("two"), Optional.of(Outcome.INDEXED), 1, 1))
        .extracting(s -> s.key().path())
        .containsExactly("b.txt");
    assertThat(ingest.documents(Optional.of("two"), Optional.of(Outcome.QUARANTINED), 0, 10))
        .isEmpty();
    assertThat(ingest.progress().perOutcome()).containsEntry(Outcome.INDEXED, 4L);
    assertThat(ingest.progress().open()).isZero();
    assertThat(ingest.outcomesOf("upload")).containsEntry(Outcome.INDEXED, 4L);
    assertThat(ingest.outcomesOf("nonesuch").values()).allMatch(count -> count == 0);
  }

  @Test
  void aListenerHearsEveryChangeAndABadOneDisturbsNobody() throws Exception {
    Ingest ingest = ingest();
    List<Outcome> heard = new CopyOnWriteArrayList<>();
    try (AutoCloseable _ =
            ingest.subscribe(
                _ -> {
                  throw new IllegalStateException("bad listener");
                });
        AutoCloseable _ = ingest.subscribe(status -> heard.add(status.outcome()))) {
      settled(ingest, ingest.upload("default", "a.txt", bytes("One.")));
      Await.until("the listener hears INDEXED", () -> heard.contains(Outcome.INDEXED));
    }
    settled(ingest, ingest.upload("default", "b.txt", bytes("Two.")));
    assertThat(heard).containsOnlyOnce(Outcome.INDEXED).contains(Outcome.PROCESSING);
  }

  @Test
  void anUnknownConnectorIsRefused() throws IOException {
    Ingest ingest = ingest();
    assertThatThrownBy(() -> ingest.addSource("default", "nonesuch", "/", false))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_CONNECTOR));
  }

  @Test
  void unknownIdsAreNamed() throws IOException {
    Ingest ingest = ingest();
    assertThat(ingest.status("nonesuch")).isEmpty();
    assertThatThrownBy(() -> ingest.retry("nonesuch")).isInstanceOf(IngestException.class);
    assertThatThrownBy(() -> ingest.synchronise("nonesuch", false))
        .isInstanceOf(IngestException.class);
  }
}
