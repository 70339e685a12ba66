package org.hawser.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hawser.api.document.Block;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.document.Locator;
import org.hawser.ingest.parts.WordEmbedder;
import org.junit.jupiter.api.Test;

class ChunkerTest {
  private static final int LIMIT = 64;
  private static final int OVERLAP = 16;

  private final WordEmbedder embedder = new WordEmbedder();
  private final Chunker chunker = new Chunker(new ChunkOptions(LIMIT, OVERLAP, 0));

  /// Puts a document together block by block.
  private static final class Writer {
    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();
    private List<String> path = List.of();
    private int page;

    Writer heading(int level, String heading) {
      add(Block.Kind.HEADING, level, heading);
      List<String> next = new ArrayList<>(path.subList(0, Math.min(path.size(), level - 1)));
      next.add(heading);
      path = next;
      return this;
    }

    Writer page(int number) {
      page = number;
      return this;
    }

    Writer add(Block.Kind kind, int level, String content) {
      int start = text.length();
      text.append(content);
      blocks.add(new Block(kind, level, new Locator(page, path, start, text.length())));
      text.append("\n\n");
      return this;
    }

    Writer paragraph(String content) {
      return add(Block.Kind.PARAGRAPH, 0, content);
    }

    ExtractedDocument document() {
      return new ExtractedDocument(
          "", "en", "text/plain", page, text.toString(), blocks, Map.of(), List.of());
    }
  }

  private List<Chunk> chunk(Writer writer) {
    return chunker.chunk("id", writer.document(), embedder);
  }

  /// `sentences` sentences of `words` one-token words and a full stop.
  private static String prose(int sentences, int words) {
    String sentence = "The" + " cat".repeat(words - 1) + ". ";
    return sentence.repeat(sentences).strip();
  }

  @Test
  void smallParagraphsUnderOneHeadingShareAChunk() {
    List<Chunk> chunks =
        chunk(
            new Writer()
                .page(3)
                .heading(1, "Holidays")
                .paragraph("Thirty days a year.")
                .paragraph("Ask your lead."));
    assertThat(chunks).hasSize(1);
    Chunk chunk = chunks.getFirst();
    assertThat(chunk.text()).isEqualTo("Holidays\n\nThirty days a year.\n\nAsk your lead.");
    assertThat(chunk.locator()).isEqualTo(new Locator(3, List.of("Holidays"), 0, 45));
    assertThat(chunk.tokenCount()).isEqualTo(embedder.tokenStarts(chunk.text()).length);
  }

  @Test
  void aChunkHasTheTextOfOnePageOnly() {
    List<Chunk> chunks =
        chunk(
            new Writer()
                .page(1)
                .heading(1, "Title")
                .page(2)
                .paragraph("First page.")
                .heading(2, "Next")
                .page(3)
                .paragraph("Second page.")
                .paragraph(prose(12, 9))
                .page(4)
                .paragraph("Third page."));
    assertThat(chunks.getFirst().text()).isEqualTo("Title\n\nFirst page.");
    assertThat(chunks.getFirst().locator().page()).isEqualTo(2);
    assertThat(chunks.get(1).text()).startsWith("Next\n\nSecond page.");
    assertThat(chunks.subList(1, chunks.size() - 1)).allMatch(c -> c.locator().page() == 3);
    assertThat(chunks.getLast().text()).isEqualTo("Third page.");
    assertThat(chunks.getLast().locator().page()).isEqualTo(4);
  }

  @Test
  void aSectionThatIsLargeEnoughEndsItsChunk() {
    List<Chunk> chunks =
        chunk(
            new Writer()
                .heading(1, "One")
                .paragraph(prose(2, 9))
                .heading(1, "Two")
                .paragraph(prose(2, 9)));
    assertThat(chunks).hasSize(2);
    assertThat(chunks.get(1).text()).startsWith("Two");
    assertThat(chunks.get(1).locator().headingPath()).containsExactly("Two");
  }

  @Test
  void tinySectionsStayApartSoThatEachIsCitedWithItsOwnHeadings() {
    List<Chunk> chunks =
        chunk(
            new Writer()
                .heading(1, "Prices")
                .heading(2, "Tea")
                .paragraph("Two euros.")
                .heading(2, "Coffee")
                .paragraph("Three euros."));
    assertThat(chunks).hasSize(2);
    assertThat(chunks.getFirst().locator().headingPath()).containsExactly("Prices", "Tea");
    assertThat(chunks.getLast().text()).isEqualTo("Coffee\n\nThree euros.");
    assertThat(chunks.getLast().locator().headingPath()).containsExactly("Prices", "Coffee");
  }

  @Test
  void aHeadingStaysWithWhatFollows() {
    List<Chunk> chunks =
        chunk(
            new Writer()
                .heading(1, "All")
                .heading(2, "One")
                .paragraph(prose(2, 9))
                .heading(2, "Two")
                .paragraph(prose(5, 9)));
    assertThat(chunks).hasSize(2);
    assertThat(chunks.get(0).text()).doesNotContain("Two");
    assertThat(chunks.get(1).text()).startsWith("Two\n\nThe cat");
  }

  @Test
  void aLongParagraphIsCutAtSentencesWithOverlap() {
    List<Chunk> chunks = chunk(new Writer().heading(1, "Long").paragraph(prose(30, 9)));
    assertThat(chunks).hasSizeGreaterThan(4);
    for (int i = 1; i < chunks.size(); i++) {
      Chunk before = chunks.get(i - 1);
      Chunk chunk = chunks.get(i);
      assertThat(before.text()).endsWith(".");
      assertThat(chunk.text()).startsWith("The cat");
      assertThat(chunk.locator().start()).isLessThan(before.locator().end());
      assertThat(overlap(before, chunk)).isBetween(1, OVERLAP);
      assertThat(chunk.locator().headingPath()).containsExactly("Long");
    }
  }

  private int overlap(Chunk before, Chunk chunk) {
    int shared = Math.max(0, before.locator().end() - chunk.locator().start());
    return embedder.tokenStarts(chunk.text().substring(0, Math.min(shared, chunk.text().length())))
        .length;
  }

  @Test
  void rowsStayWholeAndTogether() {
    Writer writer = new Writer().heading(1, "Table");
    IntStream.range(0, 40)
        .forEach(i -> writer.add(Block.Kind.TABLE_ROW, 0, "item " + i + ". | red. | 12.5"));
    List<Chunk> chunks = chunk(writer);
    assertThat(chunks).hasSizeGreaterThan(3);
    for (Chunk chunk : chunks) {
      assertThat(chunk.text().lines().filter(l -> !l.isBlank() && !l.equals("Table")))
          .allMatch(line -> line.matches("item \\d+\\. \\| red\\. \\| 12\\.5"));
    }
  }

  @Test
  void codeIsCutBetweenLines() {
    String code =
        IntStream.range(0, 40).mapToObj(i -> "x = f(" + i + ")").collect(Collectors.joining("\n"));
    List<Chunk> chunks = chunk(new Writer().add(Block.Kind.CODE, 0, code));
    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks).allMatch(c -> c.text().startsWith("x = f(") && c.text().endsWith(")"));
  }

  @Test
  void aHeadingLongerThanAChunkIsCutAsText() {
    List<Chunk> chunks = chunk(new Writer().heading(1, prose(20, 9)).paragraph("After."));
    assertThat(chunks).allMatch(chunk -> chunk.tokenCount() <= LIMIT);
    assertThat(chunks.getLast().text()).endsWith("After.");
  }

  @Test
  void headingsThatChangeWithoutABlockAreABorder() {
    Writer writer = new Writer();
    writer.path = List.of("mail.txt");
    writer.paragraph(prose(3, 9));
    writer.path = List.of("attachment.txt");
    writer.paragraph(prose(2, 9));
    assertThat(chunk(writer))
        .extracting(chunk -> chunk.locator().headingPath())
        .containsExactly(List.of("mail.txt"), List.of("attachment.txt"));
  }

  @Test
  void textBetweenBlocksIsNotLost() {
    ExtractedDocument document =
        new ExtractedDocument(
            "",
            "",
            "text/plain",
            0,
            "before block after",
            List.of(new Block(Block.Kind.PARAGRAPH, 0, new Locator(0, List.of(), 7, 12))),
            Map.of(),
            List.of());
    assertThat(chunker.chunk("id", document, embedder))
        .singleElement()
        .extracting(Chunk::text)
        .isEqualTo("before block after");
  }

  @Test
  void anEmptyDocumentHasNoChunks() {
    assertThat(chunk(new Writer().paragraph(" \n\t "))).isEmpty();
  }

  @Test
  void aMillionCharactersWithoutASpaceAreCut() {
    List<Chunk> chunks = chunk(new Writer().paragraph("x".repeat(1_000_000)));
    assertThat(chunks).allMatch(chunk -> chunk.tokenCount() <= LIMIT);
  }

  @Test
  void sizesOutOfRangeAreRefusedWithASentence() {
    assertThatThrownBy(() -> new ChunkOptions(10, 0, 0)).hasMessageContaining("64 to 480");
    assertThatThrownBy(() -> new ChunkOptions(100, 60, 0)).hasMessageContaining("half");
  }

  @Test
  void theContextIsTitleAndHeadingsWithinItsRoom() {
    EmbeddedText text = new EmbeddedText(new ChunkOptions(LIMIT, OVERLAP, 8));
    Locator locator = new Locator(0, List.of("Travel", "Hotels"), 0, 12);
    Chunk chunk = new Chunk("id", 0, "Book online.", locator, 3);
    assertThat(text.of(chunk, "Guide", embedder))
        .isEqualTo("Guide > Travel > Hotels\nBook online.");
    assertThat(text.of(chunk, "A very long title that has no room at all", embedder))
        .isEqualTo("Travel > Hotels\nBook online.");
    assertThat(new EmbeddedText(new ChunkOptions(LIMIT, OVERLAP, 0)).of(chunk, "Guide", embedder))
        .isEqualTo("Book online.");
  }
}
