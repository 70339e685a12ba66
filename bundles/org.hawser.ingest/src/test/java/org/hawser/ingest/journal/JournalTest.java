package org.hawser.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.Outcome;
import org.hawser.ingest.journal.Entry.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
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

  private static Entry entry(Ledger ledger, String collection, String source, String path) {
    DocumentKey key = new DocumentKey(collection, source, path);
    Entry entry = Entry.fresh(key, "ab", 1, new Origin(Instant.EPOCH, "t"), ledger.nextNumber());
    ledger.put(entry);
    return entry;
  }

  private List<String> paths(Optional<String> collection, Optional<Outcome> outcome, int offset) {
    return journal.read(ledger -> ledger.page(collection, outcome, offset, 10)).stream()
        .map(e -> e.key().path())
        .toList();
  }

  private Optional<Entry> find(String id) {
    return journal.read(ledger -> ledger.get(id));
  }

  private Optional<Entry> oldest(String origin, Predicate<String> accept) {
    return journal.read(ledger -> ledger.oldestQueued(origin, accept));
  }

  private Map<Outcome, Long> counts() {
    return journal.read(Ledger::counts);
  }

  private List<String> origins() {
    return journal.read(Ledger::queuedOrigins);
  }

  @Test
  void pagesAreOrderedAndBounded() {
    journal.syncChange(
        ledger ->
            Stream.of("b", "a", "c").forEach(path -> entry(ledger, "default", "upload", path)));
    journal.syncChange(ledger -> entry(ledger, "default2", "upload", "z"));
    assertThat(paths(Optional.of("default"), Optional.empty(), 0)).containsExactly("a", "b", "c");
    assertThat(paths(Optional.of("default"), Optional.of(Outcome.QUEUED), 2)).containsExactly("c");
    assertThat(paths(Optional.empty(), Optional.of(Outcome.QUEUED), 3)).containsExactly("z");
    assertThat(paths(Optional.empty(), Optional.of(Outcome.INDEXED), 0)).isEmpty();
    assertThat(paths(Optional.of("none"), Optional.empty(), 0)).isEmpty();
    assertThat(paths(Optional.empty(), Optional.empty(), 99)).isEmpty();
  }

  @Test
  void whatIsRecordedSurvivesReopening() throws IOException {
    Entry before =
        journal.sync(
            ledger ->
                entry(ledger, "default", "upload", "ü")
                    .processing()
                    .indexed("cd", 7, 3, List.of("A note."), 12));
    journal.syncChange(ledger -> ledger.put(before));
    journal.close();
    journal = new Journal(folder);
    assertThat(find(before.id())).contains(before);
    assertThat(counts()).containsEntry(Outcome.INDEXED, 1L);
    assertThat(origins()).isEmpty();
  }

  @Test
  void theQueueIsFirstInFirstOutPerOrigin() {
    List<Entry> entries =
        journal.sync(
            ledger ->
                List.of(
                    entry(ledger, "default", "s1", "b"),
                    entry(ledger, "default", "s1", "a"),
                    entry(ledger, "default", "s2", "c")));
    assertThat(origins()).containsExactly("s1", "s2");
    String first = entries.getFirst().id();
    assertThat(oldest("s1", _ -> true)).contains(entries.getFirst());
    assertThat(oldest("s1", id -> !id.equals(first))).contains(entries.get(1));
    assertThat(oldest("s", _ -> true)).isEmpty();
  }

  @Test
  void marksTellWhatAListingDidNotContain() {
    journal.syncChange(
        ledger -> IntStream.range(0, 10).forEach(i -> entry(ledger, "default", "s1", "p" + i)));
    journal.syncChange(ledger -> entry(ledger, "default", "s10", "other"));
    DocumentKey scope = new DocumentKey("default", "s1", "any");
    journal.writeChange(
        ledger ->
            IntStream.range(0, 7)
                .forEach(i -> ledger.mark(new DocumentKey("default", "s1", "p" + i), 5)));
    long documents = journal.read(ledger -> ledger.documentsOf("s1"));
    assertThat(documents).isEqualTo(10);
    Ledger.Unmarked first = journal.read(ledger -> ledger.unmarked(scope, 5, Optional.of(""), 8));
    assertThat(first.keys()).extracting(DocumentKey::path).containsExactly("p7");
    assertThat(first.next()).contains("p8");
    Ledger.Unmarked rest = journal.read(ledger -> ledger.unmarked(scope, 5, first.next(), 8));
    assertThat(rest.keys()).extracting(DocumentKey::path).containsExactly("p8", "p9");
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void aFailingOperationFailsItsCallerOnly() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<Long>> numbers =
          IntStream.range(0, 200)
              .mapToObj(i -> callers.submit(() -> journal.sync(ledger -> number(ledger, i))))
              .toList();
      int failed = 0;
      for (Future<Long> number : numbers) {
        try {
          number.get();
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
          failed++;
        }
      }
      assertThat(failed).isEqualTo(20);
    }
  }

  private static long number(Ledger ledger, int i) {
    if (i % 10 == 0) {
      throw new IllegalArgumentException("refused");
    }
    return ledger.nextNumber();
  }

  @Test
  void anInterruptedCallerDoesNoHarm() {
    Thread.currentThread().interrupt();
    long number = journal.sync(Ledger::nextNumber);
    assertThat(Thread.interrupted()).isTrue();
    long next = journal.sync(Ledger::nextNumber);
    assertThat(next).isGreaterThan(number);
  }

  @Test
  void aClosedJournalSaysSo() {
    journal.close();
    assertThatThrownBy(() -> journal.read(Ledger::counts))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopped");
  }
}
