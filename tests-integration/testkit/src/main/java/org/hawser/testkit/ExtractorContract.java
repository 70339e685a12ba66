package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.api.extract.Extractor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Extractor] keeps. Extend it and supply the extractor.
public abstract class ExtractorContract {
  private static final String TEXT =
      "The first paragraph.\n\nThe second paragraph, with ä and 𝄞.\n";

  @TempDir Path folder;

  /// The extractor under test; may be the same for all tests.
  protected abstract Extractor extractor();

  @Test
  void readsPlainTextIntoOrderedBlocks() throws Exception {
    ExtractedDocument document = extract("notes.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(document.text()).contains("The first paragraph.", "ä and 𝄞.");
    assertThat(document.mediaType()).isEqualTo("text/plain");
    assertThat(document.blocks()).hasSize(2);
    assertWellFormed(document);
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    assertRefused(Reason.EMPTY, write("empty.pdf", new byte[0]));
  }

  @Test
  void refusesAMissingFile() {
    assertRefused(Reason.UNREADABLE, folder.resolve("gone.txt"));
  }

  @Test
  void refusesAFolder() {
    assertRefused(Reason.UNREADABLE, folder);
  }

  @Test
  void survivesRandomBytesUnderEveryName() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (String ending : List.of("pdf", "docx", "doc", "zip", "html", "eml", "bin")) {
      byte[] bytes = new byte[2000];
      random.nextBytes(bytes);
      Path file = write("random." + ending, bytes);
      try {
        assertWellFormed(extract(file));
      } catch (ExtractionException refused) {
        assertThat(refused.getMessage()).as("seed %d, %s", seed, ending).isNotBlank();
      }
    }
    assertReadsOn();
  }

  @Test
  void leavesTheFileAsItIs() throws Exception {
    Path file = write("notes.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    extract(file);
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void servesSeveralThreads() throws Exception {
    List<Callable<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Path file = write("n" + i + ".txt", ("Number " + i).getBytes(StandardCharsets.UTF_8));
      tasks.add(() -> extract(file).text());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> texts = threads.invokeAll(tasks);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(texts.get(i).get()).isEqualTo("Number " + i);
      }
    }
  }

  @Test
  void stopsWhenTheCallerIsInterruptedAndReadsOn() throws Exception {
    Path file = write("notes.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> extract(file)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertReadsOn();
  }

  /// Checks what chunking relies on: blocks in order, not overlapping, inside the text.
  protected static void assertWellFormed(ExtractedDocument document) {
    int end = 0;
    for (Block block : document.blocks()) {
      assertThat(block.locator().start()).isGreaterThanOrEqualTo(end);
      end = block.locator().end();
      assertThat(end).isLessThanOrEqualTo(document.text().length());
      assertThat(textOf(document, block)).isNotBlank();
      assertThat(block.level()).isBetween(block.kind() == Block.Kind.HEADING ? 1 : 0, 6);
    }
    assertThat(document.mediaType()).matches("[^;\\s/]+/[^;\\s/]+");
    assertThat(document.language()).matches("[a-z]{2}|");
    assertThat(document.notes()).allMatch(note -> !note.isBlank() && !note.contains("\n"));
  }

  protected static String textOf(ExtractedDocument document, Block block) {
    return document.text().substring(block.locator().start(), block.locator().end());
  }

  protected ExtractedDocument extract(Path file) throws ExtractionException, InterruptedException {
    return extractor().extract(new ExtractionRequest(file, file.getFileName().toString()));
  }

  /// The refusal is one sentence for an administrator.
  protected void assertRefused(Reason reason, Path file) {
    ExtractionException refused =
        catchThrowableOfType(ExtractionException.class, () -> extract(file));
    assertThat(refused).as("%s should be refused", file.getFileName()).isNotNull();
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.getMessage()).endsWith(".").doesNotContain("\n", "Exception");
  }

  protected Path write(String name, byte[] bytes) throws java.io.IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private ExtractedDocument extract(String name, byte[] bytes) throws Exception {
    return extract(write(name, bytes));
  }

  private void assertReadsOn() throws Exception {
    ExtractedDocument document = extract("after.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(document.blocks()).hasSize(2);
  }
}
