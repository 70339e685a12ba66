package org.hawser.answer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSentencesTest {
  @Test
  void markersBelongToTheSentenceBeforeThem() {
    assertThat(said("Mooring costs 3.5 euros [1]. Dr. Berg signs. [2][3] It is open."))
        .containsExactly(
            "Mooring costs 3.5 euros. [1]", "Dr. Berg signs. [2, 3]", "It is open. []");
  }

  @Test
  void aMarkerBehindAnAbbreviationEndsTheSentence() {
    assertThat(said("The quay opens at 8 a.m. [1] Mooring costs 3 euros. [2]"))
        .containsExactly("The quay opens at 8 a.m. [1]", "Mooring costs 3 euros. [2]");
  }

  @Test
  void aMarkerAtTheEndOfALineEndsTheSentence() {
    String first = "The berth list of the northern quay is signed by the deputy pilot";
    assertThat(said(first + " [1]\nThe bollards are green [2]"))
        .containsExactly(first + " [1]", "The bollards are green [2]");
  }

  @Test
  void aMarkerWithinASentenceEndsNothing() {
    assertThat(said("The pilot [1] signs the list [2].")).hasSize(1);
    assertThat(said("The list is signed [1]\nby the pilot.")).hasSize(1);
  }

  @Test
  void aMarkerAloneIsNoSentence() {
    assertThat(AnswerSentences.of("[1]", "en")).isEmpty();
    assertThat(AnswerSentences.of("", "en")).isEmpty();
  }

  @Test
  void spansPointIntoTheAnswer() {
    String text = "It opens at 8 a.m. [1] Mooring is free [2]. Come.";
    assertThat(AnswerSentences.of(text, "en"))
        .extracting(one -> one.span().of(text))
        .containsExactly("It opens at 8 a.m. [1]", "Mooring is free [2].", "Come.");
  }

  private static List<String> said(String text) {
    return AnswerSentences.of(text, "en").stream()
        .map(one -> one.words() + " " + one.citations())
        .toList();
  }
}
