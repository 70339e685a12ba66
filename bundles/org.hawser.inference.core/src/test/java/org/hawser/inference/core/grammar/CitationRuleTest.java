package org.hawser.inference.core.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationRuleTest {
  private final CitationRule rule = new CitationRule(Set.of(1, 3, 12));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is so [1]. And so [12][3], [1, 3], [ 1 ; 12 ], [1-3] and [1–3].",
        "[source 3] [Sources 1 and 12] [Quelle\u00A01] [^3] [#12] [1und3] [[3]] 【12】 【1】【3】",
        "99 [see page 99] [a99] [1st of 99] [soup 99] [sources of 99]",
        "[ ] [x] [] [–] 】 ] 9] [text](99) [1](99) [1.99] [3/9]",
        "[1st] [1:9] [1\n9] [\n9] \u3010\u300D9",
        "[source",
        "[1"
      })
  void lets(String text) {
    assertThat(passes(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[99]",
        "[9",
        "[0",
        "[2]",
        "[01]",
        "[13]",
        "[123]",
        "[1][2]",
        "[1, 2]",
        "[1,9",
        "[1-9",
        "[1–9",
        "[ 9",
        "[\u00A09",
        "[\u20029",
        "[source 9",
        "[Sources 1 and 9",
        "[source9",
        "[^9",
        "[#9",
        "[1andand9",
        "[1und9",
        "[[9",
        "【9",
        "【1】【9",
        "x[9",
        "[x [9",
        "[】9[9",
        "[1]9[9",
        "[E\u0301[9",
        "【1】[Quellen 1 & 9",
        "[\u30101, 9"
      })
  void letsNotPass(String text) {
    assertThat(passes(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[1 ", "[1,", "[1–", "[1】", "[1a"})
  void aNumberThatIsOnlyTheBeginningOfASourcesDoesNotEnd(String text) {
    CitationRule twelve = new CitationRule(Set.of(12));
    assertThat(passes(twelve, text)).isFalse();
    assertThat(passes(twelve, text.replace("1", "12"))).isTrue();
    assertThat(passes(twelve, "[1.")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0", "[1", "[source 1", "【1"})
  void withoutSourcesNoNumberIsCited(String text) {
    assertThat(passes(new CitationRule(Set.of()), text)).isFalse();
    assertThat(passes(new CitationRule(Set.of()), text.replaceAll("[01]", "one"))).isTrue();
  }

  private boolean passes(String text) {
    return passes(rule, text);
  }

  private static boolean passes(CitationRule rule, String text) {
    CitationPlace place = CitationPlace.OUTSIDE;
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      place = rule.after(place, value & 0xFF);
      if (place == null) {
        return false;
      }
    }
    return true;
  }
}
