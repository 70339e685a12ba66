package org.hawser.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.api.document.Block;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.document.Locator;
import org.hawser.ingest.parts.WordEmbedder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkerPropertyTest {
  private static final int LIMIT = 64;
  private static final int OVERLAP = 20;
  private static final String[] WORDS = {
    "a",
    "house",
    "Überraschung",
    "internationalisation",
    "end.",
    "why?",
    "3.14",
    "日本語の文。",
    "\uD83D\uDE00",
    "e\u0301",
    "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
    "x",
    "--",
    "\n"
  };

  static long[] seeds() {
    return new Random().longs(300).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void chunksKeepTheirPromises(long seed) {
    ExtractedDocument document = randomDocument(new Random(seed));
    WordEmbedder embedder = new WordEmbedder();
    List<Chunk> chunks =
        new Chunker(new ChunkOptions(LIMIT, OVERLAP, 8)).chunk("id", document, embedder);
    BitSet covered = new BitSet();
    for (int i = 0; i < chunks.size(); i++) {
      check(chunks.get(i), i, document.text(), embedder);
      covered.set(chunks.get(i).locator().start(), chunks.get(i).locator().end());
      if (i > 0) {
        checkOverlap(chunks.get(i - 1), chunks.get(i), document, embedder);
      }
    }
    for (int i = 0; i < document.text().length(); i++) {
      boolean needed = !Character.isWhitespace(document.text().charAt(i));
      assertThat(covered.get(i) || !needed).as("character %d of seed %d", i, seed).isTrue();
    }
  }

  private static void check(Chunk chunk, int ordinal, String text, WordEmbedder embedder) {
    Locator l = chunk.locator();
    assertThat(chunk.ordinal()).isEqualTo(ordinal);
    assertThat(chunk.text()).isEqualTo(text.substring(l.start(), l.end())).isNotBlank();
    assertThat(chunk.tokenCount()).isEqualTo(embedder.tokenStarts(chunk.text()).length);
    assertThat(chunk.tokenCount()).isLessThanOrEqualTo(LIMIT);
    assertThat(Character.isLowSurrogate(chunk.text().charAt(0))).isFalse();
    assertThat(Character.isHighSurrogate(chunk.text().charAt(chunk.text().length() - 1))).isFalse();
  }

  /// Chunks advance, repeat little, and repeat nothing of another section.
  private static void checkOverlap(
      Chunk before, Chunk chunk, ExtractedDocument document, WordEmbedder embedder) {
    int from = chunk.locator().start();
    int to = before.locator().end();
    assertThat(from).isGreaterThan(before.locator().start());
    assertThat(chunk.locator().end()).isGreaterThan(to);
    if (from < to) {
      String shared = document.text().substring(from, to);
      assertThat(embedder.tokenStarts(shared).length).isLessThanOrEqualTo(OVERLAP + 1);
      assertThat(
              document.blocks().stream()
                  .filter(b -> b.kind() == Block.Kind.HEADING)
                  .filter(b -> b.locator().start() > from && b.locator().start() < to))
          .isEmpty();
    }
  }

  private static ExtractedDocument randomDocument(Random random) {
    StringBuilder text = new StringBuilder();
    List<Block> blocks = new ArrayList<>();
    List<String> path = List.of();
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      Block.Kind kind = Block.Kind.values()[random.nextInt(Block.Kind.values().length)];
      int start = text.length();
      append(text, random, 1 + random.nextInt(kind == Block.Kind.HEADING ? 6 : 150));
      int level = kind == Block.Kind.HEADING ? 1 + random.nextInt(6) : 0;
      if (random.nextInt(8) > 0) {
        blocks.add(new Block(kind, level, new Locator(i / 5, path, start, text.length())));
      }
      if (level > 0) {
        path = List.of("h" + i);
      }
      text.append(random.nextBoolean() ? "\n" : "");
    }
    return new ExtractedDocument(
        "", "en", "text/plain", 0, text.toString(), blocks, Map.of(), List.of());
  }

  private static void append(StringBuilder text, Random random, int words) {
    boolean spaced = random.nextInt(10) > 0;
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(spaced ? " " : "");
    }
  }
}
