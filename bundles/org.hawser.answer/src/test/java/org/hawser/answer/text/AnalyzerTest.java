package org.hawser.answer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AnalyzerTest {
  @Test
  void formsOfAWordCompareEqual() {
    assertThat(stems("en", "studies study studied studying")).containsOnly("studi");
    assertThat(stems("en", "populated population populate")).containsOnly("populat");
    assertThat(stems("en", "driver's driver drivers Drivers")).containsOnly("driver");
    assertThat(stems("de", "Häuser Häusern")).containsOnly("haus");
    assertThat(stems("fr", "grande grandes")).containsOnly("grand");
  }

  @Test
  void numbersLoseTheirSeparators() {
    assertThat(stems("en", "1,345,596 inhabitants")).startsWith("1345596");
    assertThat(stems("de", "1.345.596 Einwohner")).startsWith("1345596");
  }

  @Test
  void decimalsStayDecimals() {
    assertThat(stems("en", "1.5 15 1,5 420.00 420 1,234.50 1.234,50 12.05.2020"))
        .containsExactly("1.5", "15", "1.5", "420", "420", "1234.50", "1234.50", "12052020");
  }

  @Test
  void questionWordsAreStopWords() {
    assertThat(Analyzer.of("en").terms("What is where?")).allMatch(Term::stop);
    assertThat(Analyzer.of("de").terms("Wie heißt der?")).allMatch(Term::stop);
    assertThat(Analyzer.of("xx").terms("What is it?")).allMatch(Term::stop);
  }

  @Test
  void spansPointIntoTheText() {
    String text = "An “Eel-like” fish, naïve: 3.5 kg.";

    assertThat(Analyzer.of("en").terms(text))
        .extracting(t -> t.span().of(text))
        .containsExactly("An", "Eel", "like", "fish", "naïve", "3.5", "kg");
  }

  @Test
  void unspacedScriptsGivePairs() {
    assertThat(stems("zh", "停泊一晚 ok")).containsExactly("停泊", "泊一", "一晚", "ok");
    assertThat(stems("zh", "停")).containsExactly("停");
  }

  private static List<String> stems(String language, String text) {
    return Analyzer.of(language).terms(text).stream().map(Term::stem).toList();
  }
}
