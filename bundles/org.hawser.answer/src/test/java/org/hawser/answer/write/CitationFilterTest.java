package org.hawser.answer.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources 1, 2 and 3 are known.
class CitationFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is so [1].                    | It is so [1].",
        "It is so [1][3].                 | It is so [1][3].",
        "It is so [1, 2].                 | It is so [1][2].",
        "It is so [1, and 2].             | It is so [1][2].",
        "It is so [1-3].                  | It is so [1][2][3].",
        "It is so [2–9].                  | It is so [2][3].",
        "It is so [source 1, source 2].   | It is so [1][2].",
        "It is so 【2】.                    | It is so [2].",
        "It is so [[2]].                  | It is so [2].",
        "It is so [9].                    | It is so.",
        "It is so [[9]].                  | It is so.",
        "It is so [7-9].                  | It is so.",
        "It is so [source 1, source 9].   | It is so [1].",
        "It is so [12345].                | It is so.",
        "See [appendix 1] and a[i] [sic]. | See [appendix 1] and a[i] [sic].",
        "No marker: [ ] and []            | No marker: [ ] and []",
      })
  void markersAreThoseOfKnownSources(String written, String shown) {
    assertThat(filtered(written, written.length())).isEqualTo(shown);
    assertThat(filtered(written, 1)).as("character by character").isEqualTo(shown);
    assertThat(filtered(written, 3)).as("in pieces of three").isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"[", "[1", "'[1, '", "'[1, 2'", "[sour", "[source", "[source 1", "[[1"})
  void aMarkerCutOffByTheEndGoes(String rest) {
    assertThat(filtered("It is so " + rest, 1)).isEqualTo("It is so");
  }

  @Test
  void otherTextCutOffStays() {
    assertThat(filtered("It is so [see", 1)).isEqualTo("It is so [see");
    assertThat(filtered("Then [1] it is", 1)).isEqualTo("Then [1] it is");
  }

  @Test
  void aParagraphStaysOneWithoutItsMarker() {
    assertThat(filtered("First.\n\n[9] Second.", 1)).isEqualTo("First.\n\n Second.");
  }

  @Test
  void numbersRemovedAreTold() {
    CitationFilter filter = new CitationFilter(Set.of(1, 2, 3));
    filter.append("So [2-5], so [source 1, source 9] and so [12345].");
    filter.finish();

    assertThat(filter.removed()).containsExactly(4, 5, 9, 12345);
  }

  private static String filtered(String text, int step) {
    CitationFilter filter = new CitationFilter(Set.of(1, 2, 3));
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i += step) {
      shown.append(filter.append(text.substring(i, Math.min(i + step, text.length()))));
    }
    return shown.append(filter.finish()).toString();
  }
}
