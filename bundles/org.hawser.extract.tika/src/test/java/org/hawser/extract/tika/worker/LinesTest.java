package org.hawser.extract.tika.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void whiteSpaceAndControlCharactersCollapse() {
    assertThat(Lines.oneLine(" a\u0000\u00a0 b\t\r\nc\u00ad\u200bd\ufeff ")).isEqualTo("a b cd");
  }

  @Test
  void halfOfASurrogatePairIsReplaced() {
    assertThat(Lines.oneLine("a\ud834b 𝄞")).isEqualTo("a\ufffdb 𝄞");
    assertThat(Lines.verbatim("\udd1e")).isEqualTo("\ufffd");
  }

  @Test
  void hyphensAtLineEndsAreMended() {
    String raw = "The committee came to the conclu-\nsion that the Franco-\nGerman border moved.";
    assertThat(Lines.unwrap(raw))
        .isEqualTo("The committee came to the conclusion that the Franco-German border moved.");
  }

  @Test
  void shortLinesKeepTheirBreaks() {
    assertThat(Lines.unwrap("Ada Lovelace\nSt James's Square\nLondon"))
        .isEqualTo("Ada Lovelace\nSt James's Square\nLondon");
  }

  @Test
  void codeKeepsItsIndentation() {
    assertThat(Lines.verbatim("\n\n  if (x) {\r\n\ty\n  }\n\n")).isEqualTo("  if (x) {\n\ty\n  }");
  }
}
