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

  private static final String TWO_ARTICLES =
      "{\"data\":["
          + article("A", paragraph("A?", "Text a."), paragraph("B?", "Text b."))
          + ","
          + article("B", paragraph("C?", "Text c."))
          + "]}";

  @TempDir Path folder;

  private static String article(String title, String... paragraphs) {
    return "{\"title\":\"" + title + "\",\"paragraphs\":[" + String.join(",", paragraphs) + "]}";
  }

  private static String paragraph(String question, String text) {
    return "{\"context\":\""
        + text
        + "\",\"qas\":[{\"question\":\""
        + question
        + "\",\"answers\":[{\"text\":\"Text\",\"answer_start\":0}]}]}";
  }

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
  void whatIsLeftOutAnswersNothing() throws Exception {
    QuestionSet whole = read("set.json", TWO_ARTICLES);

    QuestionSet near = whole.leavingOut(QuestionSet.LeftOut.PARAGRAPHS, 2);
    assertThat(near.texts()).containsOnlyKeys("001-A/001.txt", "002-B/001.txt");
    assertThat(near.questions())
        .extracting(Asked::unanswerable)
        .containsExactly(false, true, false);
    assertThat(near.questions().get(1)).isEqualTo(new Asked("B?", List.of(), List.of(), true));

    QuestionSet far = whole.leavingOut(QuestionSet.LeftOut.ARTICLES, 2);
    assertThat(far.texts()).containsOnlyKeys("001-A/001.txt", "001-A/002.txt");
    assertThat(far.questions()).extracting(Asked::unanswerable).containsExactly(false, false, true);
  }

  @Test
  void aQuoteMayStandAnywhereOrAboutSomewhere() throws Exception {
    QuestionSet set =
        read(
            "set.jsonl",
            "{\"question\":\"Who?\",\"document\":\"a.txt\",\"quotes\":[\"the board\","
                + "{\"text\":\"the mayor\",\"start\":70}]}");

    assertThat(set.questions().getFirst().evidence())
        .containsExactly(
            new Evidence("a.txt", 0, "the board", Evidence.ANYWHERE),
            new Evidence("a.txt", 0, "the mayor", 70));
    assertThatThrownBy(
            () ->
                read(
                    "set.jsonl",
                    "{\"question\":\"Who?\",\"document\":\"a.txt\",\"quotes\":[{\"start\":7}]}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no words");
  }

  @Test
  void readsTheTableOfChunkingEvaluation() throws Exception {
    QuestionSet set =
        read(
            "questions.csv",
            "question,references,corpus_id\r\n\"Who, if anyone?\",\"[{\"\"content\"\": \"\"the"
                + " board\"\", \"\"start_index\"\": 7, \"\"end_index\"\": 16}]\",finance\n");

    assertThat(set.texts()).isEmpty();
    assertThat(set.questions())
        .containsExactly(
            new Asked(
                "Who, if anyone?",
                List.of(),
                List.of(new Evidence("finance.md", 0, "the board", Evidence.ANYWHERE)),
                false));
  }

  @Test
  void refusesOtherTables() {
    String header = "question,references,corpus_id\n";
    for (String text :
        List.of(
            "",
            "a,b\n1,2\n",
            header,
            header + "Who?,[]\n",
            header + "Who?,[],finance\n",
            header + "Who?,[oops,finance\n",
            header + "\"Who?,[],finance\n")) {
      assertThatThrownBy(() -> read("questions.csv", text))
          .as(text)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("questions.csv");
    }
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
