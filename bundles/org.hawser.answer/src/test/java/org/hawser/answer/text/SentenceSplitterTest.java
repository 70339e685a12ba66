package org.hawser.answer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.hawser.answer.text.SentenceSplitter.Kind;
import org.hawser.answer.text.SentenceSplitter.Sentence;
import org.junit.jupiter.api.Test;

final class SentenceSplitterTest {
  @Test
  void keepsAbbreviationsInitialsAndDecimalsInside() {
    assertThat(split("Dr. Smith met J. R. Brown in the U.S. Senate. It cost 3.5 million.", "en"))
        .containsExactly("Dr. Smith met J. R. Brown in the U.S. Senate.", "It cost 3.5 million.");
  }

  @Test
  void keepsGermanOrdinalsInside() {
    assertThat(split("Am 12. Januar kam z. B. Herr Prof. Meier. Dann ging er.", "de"))
        .containsExactly("Am 12. Januar kam z. B. Herr Prof. Meier.", "Dann ging er.");
  }

  @Test
  void readsOnOverWrappedLines() {
    String text =
        "The committee that was formed in the spring of the year\nmet twice. Then it\nrested.";

    assertThat(split(text, "en"))
        .containsExactly(
            "The committee that was formed in the spring of the year\nmet twice.",
            "Then it\nrested.");
  }

  @Test
  void separatesHeadingsListItemsAndRows() {
    String text =
        "Opening hours\nWe open at ten.\n- Bring a bag\n- Bring cash\nMon\t10-18\nTue\t10-16";

    assertThat(split(text, "en"))
        .containsExactly(
            "Opening hours",
            "We open at ten.",
            "- Bring a bag",
            "- Bring cash",
            "Mon\t10-18",
            "Tue\t10-16");
  }

  @Test
  void knowsProseFromHeadings() {
    List<Sentence> sentences =
        SentenceSplitter.split("3.2 Payment terms\n\nPay soon.\n\nTotal: 45 EUR", "en");

    assertThat(sentences)
        .extracting(Sentence::kind)
        .containsExactly(Kind.HEADING, Kind.PROSE, Kind.PROSE);
  }

  @Test
  void splitsScriptsWithOtherFullStops() {
    assertThat(split("我爱你。你好吗？", "zh")).containsExactly("我爱你。", "你好吗？");
  }

  @Test
  void cutsTextWithoutPunctuation() {
    assertThat(split("word ".repeat(1_000), "en"))
        .hasSizeGreaterThan(5)
        .allMatch(s -> s.length() <= SentenceSplitter.MAX_LENGTH);
    assertThat(split("😀x".repeat(2_000), "en"))
        .allMatch(s -> !Character.isLowSurrogate(s.charAt(0)));
  }

  @Test
  void coversEveryWordOfAnyTextInOrder() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    String alphabet = "ab C.D! ?\n\t|-1，。é😀\u0000\"";
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertCovered(text.toString());
    }
  }

  private static void assertCovered(String text) {
    int end = 0;
    for (Sentence sentence : SentenceSplitter.split(text, "en")) {
      assertThat(sentence.span().start()).as(text).isGreaterThanOrEqualTo(end);
      assertThat(text.substring(end, sentence.span().start()).chars())
          .as(text)
          .noneMatch(Character::isLetterOrDigit);
      end = sentence.span().end();
    }
    assertThat(text.substring(end).chars()).as(text).noneMatch(Character::isLetterOrDigit);
  }

  private static List<String> split(String text, String language) {
    return SentenceSplitter.split(text, language).stream().map(s -> s.span().of(text)).toList();
  }
}
