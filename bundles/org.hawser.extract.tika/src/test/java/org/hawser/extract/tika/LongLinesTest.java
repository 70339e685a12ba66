package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files without a line end, or without any white space, in the default worker.
class LongLinesTest extends Reader {
  private static final int MEGABYTES = 50;
  private static final WorkerLimits ROOMY = new WorkerLimits(60_000_000, 5, 1000, 200L << 20, "");

  @Override
  TikaExtractor create(Path data) {
    return Extractors.create(data, Extractors.settings(Duration.ofSeconds(300), ROOMY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"line.txt", "line.csv"})
  void nothingOfALineOfMegabytesIsLost(String name) throws Exception {
    Path file = singleLine(name, "");
    ExtractedDocument document = read(file);
    assertThat(withoutWhiteSpace(document)).isEqualTo(MEGABYTES << 20);
    assertThat(document.blocks()).allMatch(block -> length(block) <= 21_001);
    assertThat(document.notes().toString()).doesNotContain("cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"line.html", "line.md"})
  void nothingOfAParagraphOfMegabytesIsLost(String name) throws Exception {
    Path file = singleLine(name, name.endsWith("html") ? "p" : "");
    ExtractedDocument document = read(file);
    assertThat(withoutWhiteSpace(document)).isEqualTo(MEGABYTES << 20);
    if (!name.endsWith("md")) {
      assertThat(document.blocks()).allMatch(block -> length(block) <= 100_000);
    }
  }

  @Test
  void anUnclosedQuoteMakesLinesOfTheRestAndSaysSo() throws Exception {
    StringBuilder csv = new StringBuilder("name,remark\nAda,first\nBob,\"never closed\n");
    for (int i = 0; i < 60_000; i++) {
      csv.append("name").append(i).append(",a remark of some words ").append(i).append('\n');
    }
    ExtractedDocument document = read("quote.csv", csv.toString());
    assertThat(outline(document))
        .contains("TABLE_ROW [] name: Ada | remark: first")
        .anyMatch(line -> line.startsWith("PARAGRAPH [] Bob,\"never closed\nname0,a remark"));
    assertThat(document.text()).contains("name59999,a remark of some words 59999");
    assertThat(document.notes())
        .singleElement()
        .asString()
        .contains("more than 1000000 characters", "read as lines");
  }

  @Test
  void aCutNeverHalvesACharacter() throws Exception {
    String emoji = "\ud83d\ude00";
    ExtractedDocument text = read("emoji.txt", "x" + emoji.repeat(50_000));
    ExtractedDocument html = read("emoji.html", "<p>x" + emoji.repeat(150_000) + "</p>");
    assertThat(text.text()).doesNotContain("\ufffd");
    assertThat(html.text()).doesNotContain("\ufffd");
    assertThat(withoutWhiteSpace(text)).isEqualTo(100_001);
    assertThat(withoutWhiteSpace(html)).isEqualTo(300_001);
  }

  private static int length(Block block) {
    return block.locator().end() - block.locator().start();
  }

  private static int withoutWhiteSpace(ExtractedDocument document) {
    return (int) document.text().chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  private Path singleLine(String name, String element) throws IOException {
    Path file = folder.resolve(name);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      out.write(element.isEmpty() ? "" : "<" + element + ">");
      for (int i = 0; i < MEGABYTES << 20; i++) {
        out.write('a' + random.nextInt(26));
      }
      out.write(element.isEmpty() ? "" : "</" + element + ">");
    }
    return file;
  }
}
