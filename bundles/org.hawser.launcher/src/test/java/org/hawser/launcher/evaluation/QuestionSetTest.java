package org.hawser.launcher.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hawser.launcher.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionSetTest {
  private static final String SQUAD =
      "{\"data\":[{\"title\":\"Tide/s\",\"paragraphs\":[{\"context\":\"The tide turns at noon.\","
          + "\"qas\":[{\"question\":\"When?\",\"answers\":[{\"text\":\"noon\",\"answer_start\":18}]},"
          + "{\"question\":\"Why?\",\"is_impossible\":true,\"answers\":[]}]}]}]}";

  @TempDir Path folder;

  @Test
  void readsParagraphsAsDocuments() throws Exception {
    QuestionSet set = read("set.json", SQUAD);

    assertThat(set.texts()).containsEntry("001-Tide-s/001.txt", "The tide turns at noon.");
    assertThat(set.questions()).hasSize(2);
    assertThat(set.questions().getFirst().evidence())
        .containsExactly(new Evidence("001-Tide-s/001.txt", 0, "noon", 18));
    assertThat(set.questions().getLast().unanswerable()).isTrue();
    set.writeTexts(folder.resolve("texts"));
    assertThat(folder.resolve("texts/001-Tide-s/001.txt")).hasContent("The tide turns at noon.");
    assertThat(set.every(2).questions()).hasSize(1);
  }

  @Test
  void namesTheWrongLine() {
    assertThatThrownBy(() -> read("set.jsonl", "{\"question\":\"Who?\"}\n{\"page\":3}\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Line 2")
        .hasMessageContaining("question");
    assertThatThrownBy(() -> read("set.jsonl", "{\"question\":\"Who?\",\"page\":3}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("document");
  }

  @Test
  void refusesWhatIsNoQuestionSet() {
    for (String text : List.of("", "[1]", "{", "{\"data\":[]}")) {
      assertThatThrownBy(() -> read("set.json", text)).isInstanceOf(UserError.class);
    }
    assertThatThrownBy(() -> QuestionSet.read(folder.resolve("none.json")))
        .isInstanceOf(UserError.class);
  }

  @Test
  void measuresLikeSquad() {
    List<String> known = List.of("The 420 euros", "420");
    assertThat(AnswerMatch.exact("420 Euros.", known)).isEqualTo(1);
    assertThat(AnswerMatch.f1("It costs 420", known)).isEqualTo(0.5);
    assertThat(AnswerMatch.holds("It costs 4201 euros", known)).isZero();
    assertThat(AnswerMatch.holds("It costs 420 euros a night", known)).isEqualTo(1);
    assertThat(AnswerMatch.f1("nothing", known)).isZero();
  }

  private QuestionSet read(String name, String text) throws Exception {
    return QuestionSet.read(Files.writeString(folder.resolve(name), text));
  }
}
