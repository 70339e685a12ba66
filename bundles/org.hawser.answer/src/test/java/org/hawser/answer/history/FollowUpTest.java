package org.hawser.answer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hawser.api.assistant.Inquiry.Exchange;
import org.hawser.api.prompt.PromptMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpTest {
  private static final List<Exchange> HISTORY =
      List.of(new Exchange("When may the tenant terminate the lease?", "In May [1]."));

  @Test
  void aQuestionThatLeansIsCompleted() {
    assertThat(FollowUp.standalone("And who pays for it?", "en", HISTORY))
        .isEqualTo("And who pays for it? (may tenant terminate lease)");
  }

  @Test
  void aQuestionThatStandsAloneStays() {
    String question = "Which ships may moor at the northern wharf?";
    assertThat(FollowUp.standalone(question, "en", HISTORY)).isEqualTo(question);
    assertThat(FollowUp.standalone("And it?", "en", List.of())).isEqualTo("And it?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How many bids for the prize were there in 1915?",
        "There are how many members of the northern council?",
        "Will there be more ships at the northern wharf?",
        "Wie viele Schiffe gibt es am nördlichen Kai?",
        "Gibt es auch Schiffe am nördlichen Kai?"
      })
  void wordsThatPointAtNothingDoNotLean(String question) {
    assertThat(FollowUp.standalone(question, "", HISTORY)).isEqualTo(question);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which ships may moor there in winter?",
        "Who was there when the northern contract was signed?"
      })
  void aPlaceLeans(String question) {
    assertThat(FollowUp.standalone(question, "en", HISTORY)).contains("tenant");
  }

  @Test
  void theLastQuestionWithWordsOfItsOwnLends() {
    List<Exchange> longer =
        List.of(HISTORY.getFirst(), new Exchange("Why?", "Because of the law."));
    assertThat(FollowUp.standalone("Since when?", "en", longer)).contains("tenant");
  }

  @Test
  void turnsThatDoNotFitAreNamedAndMarkersGo() {
    List<Exchange> many =
        List.of(new Exchange("one two", "three four"), new Exchange("five", "six [2]."));
    PagedHistory paged = PagedHistory.of(many, 3, text -> text.split(" ").length);
    assertThat(paged.messages()).extracting(PromptMessage::text).containsExactly("five", "six.");
    assertThat(paged.leftOut()).hasSize(1);
    assertThat(paged.leftOut().getFirst().what()).isEqualTo("turn 1 of the conversation");
  }
}
