package org.hawser.answer.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbstentionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Not found in the documents.",
        "The sources do not contain the answer.",
        "The sources don't mention the fee.",
        "The document doesn’t say who signs.",
        "I don't know.",
        "There is no information about this in the sources.",
        "I cannot answer this from the text.",
        "The fee is not mentioned.",
        "The fee is not given in the documents.",
        "Die Gebühr ist nicht in den Quellen angegeben.",
      })
  void itSaysThereIsNoAnswer(String text) {
    assertThat(Abstention.isOne(text, false)).isTrue();
    assertThat(Abstention.isOne(text, true)).as("with a citation").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refunds are not given after 30 days.",
        "There is no information fee for visitors.",
        "The deputy pilot signs the list.",
      })
  void aStatementIsNone(String text) {
    assertThat(Abstention.isOne(text, false)).isFalse();
  }

  @Test
  void aLongTextIsNone() {
    String text = "The sources do not mention it. " + "The pilot signs the list. ".repeat(20);
    assertThat(Abstention.isOne(text, false)).isFalse();
  }
}
