package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Provenance;
import org.hawser.api.answer.Question;
import org.hawser.api.answer.QuestionAnswering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [QuestionAnswering] has to keep.
public abstract class QuestionAnsweringContract {
  private static final String WHARF =
      "The wharf rules\n\nShips up to 80 metres may moor at the northern wharf. "
          + "Mooring costs 420 euros per night, payable at the harbour office. "
          + "Dr. Ines Carvalho has been the harbour master since 2017. "
          + "Fuel is sold between 7 a.m. and 9 p.m. on weekdays.";
  private static final String BAKERY =
      "The bakery opens at six in the morning. Its rye bread rests for two days. "
          + "Customers like the poppy seed rolls best.";
  private static final List<Text> TEXTS =
      List.of(
          new Text("harbour", "rules/wharf.txt", "en", WHARF),
          new Text("town", "bakery.txt", "en", BAKERY));

  /// A document to answer from.
  ///
  /// @param language ISO 639-1 code
  public record Text(String collection, String path, String language, String text) {}

  /// A service that has exactly these documents.
  protected abstract QuestionAnswering answering(List<Text> texts) throws Exception;

  @Test
  void answersWithTheSentenceThatAnswers() throws Exception {
    Answer answer = ask("How much does mooring cost per night?");

    assertThat(answer.found()).isTrue();
    assertThat(answer.sentences().getFirst().text()).contains("420 euros");
    assertThat(answer.citations().getFirst().path()).isEqualTo("rules/wharf.txt");
    assertWellFormed(answer);
  }

  @Test
  void saysWhenNothingFits() throws Exception {
    Answer answer = ask("Which enzyme unwinds the double helix during replication?");

    assertThat(answer.found()).isFalse();
    assertThat(answer.sentences()).isEmpty();
    assertThat(answer.citations()).isEmpty();
    assertThat(answer.provenance().confidence()).isLessThan(answer.provenance().threshold());
    assertThat(answer.provenance().notes()).isNotEmpty();
  }

  @Test
  void anEmptyIndexIsNotAnError() throws Exception {
    Answer answer = answering(List.of()).answer(question("Who is the harbour master?"));

    assertThat(answer.found()).isFalse();
    assertThat(answer.provenance().notes()).isNotEmpty();
  }

  @Test
  void looksOnlyIntoTheCollectionsAskedFor() throws Exception {
    Question inTown = new Question("How much does mooring cost per night?", Set.of("town"), 5);
    Answer answer = answering(TEXTS).answer(inTown);

    assertThat(answer.citations()).allMatch(c -> c.collection().equals("town"));
    assertThat(answer.sentences()).noneMatch(s -> s.text().contains("420"));
  }

  @Test
  void keepsToTheLimitOfCitations() throws Exception {
    Question one = new Question("mooring wharf harbour ships fuel bread", Set.of(), 1);
    Answer answer = answering(TEXTS).answer(one);

    assertThat(answer.citations()).hasSizeLessThanOrEqualTo(1);
    assertWellFormed(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "???",
        "\u0000\u0007\u001b[31m",
        "+wharf -(\"rules AND OR NOT [a TO *] title:x^9~",
        "who is he",
        "😀😀😀",
        "\uD83D",
        "Wie viel kostet das Anlegen pro Nacht?",
        "停泊一晚要多少钱？",
        "كم تكلفة الرسو؟",
        "a",
        "' OR 1=1 --"
      })
  void survivesAnyQuestion(String text) throws Exception {
    assertWellFormed(ask(text));
  }

  @Test
  void survivesTheLongestQuestion() throws Exception {
    assertWellFormed(ask("mooring ".repeat(Question.MAX_LENGTH / 8)));
    assertWellFormed(ask("x".repeat(Question.MAX_LENGTH)));
  }

  @Test
  void servesManyThreads() throws Exception {
    QuestionAnswering answering = answering(TEXTS);
    Callable<String> asking =
        () ->
            answering.answer(question("Who is the harbour master?")).sentences().getFirst().text();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<String> answer : threads.invokeAll(java.util.Collections.nCopies(20, asking))) {
        assertThat(answer.get()).contains("Carvalho");
      }
    }
  }

  private Answer ask(String text) throws Exception {
    return answering(TEXTS).answer(question(text));
  }

  private static Question question(String text) {
    return new Question(text, Set.of(), Question.DEFAULT_CITATIONS);
  }

  private static void assertWellFormed(Answer answer) throws IOException {
    Map<Integer, Citation> numbered =
        answer.citations().stream()
            .collect(Collectors.toMap(Citation::number, Function.identity()));
    for (int number = 1; number <= answer.citations().size(); number++) {
      assertThat(numbered).containsKey(number);
    }
    assertThat(answer.found()).isEqualTo(!answer.sentences().isEmpty());
    answer.sentences().forEach(s -> assertWellFormed(s, numbered));
    answer.citations().forEach(c -> assertQuoted(c, answer.provenance()));
    assertComplete(answer.provenance(), answer.found());
  }

  private static void assertWellFormed(Answer.Sentence sentence, Map<Integer, Citation> numbered) {
    assertThat(sentence.text()).isNotBlank();
    assertThat(sentence.citations()).isNotEmpty().allMatch(numbered::containsKey);
    int before = 0;
    for (Answer.Range range : sentence.highlights()) {
      assertThat(range.start()).isGreaterThanOrEqualTo(before).isLessThan(range.end());
      assertThat(range.end()).isLessThanOrEqualTo(sentence.text().length());
      before = range.end();
    }
  }

  private static void assertQuoted(Citation citation, Provenance provenance) {
    Text text =
        TEXTS.stream().filter(t -> t.path().equals(citation.path())).findFirst().orElseThrow();
    assertThat(citation.quote())
        .isEqualTo(text.text().substring(citation.locator().start(), citation.locator().end()));
    assertThat(provenance.evidence())
        .extracting(Provenance.Evidence::chunkId)
        .contains(citation.chunkId());
  }

  private static void assertComplete(Provenance provenance, boolean found) {
    assertThat(provenance.method()).isNotBlank();
    assertThat(provenance.retrieval()).isNotBlank();
    assertThat(provenance.confidence()).isBetween(0.0, 1.0);
    assertThat(provenance.threshold()).isBetween(0.0, 1.0);
    assertThat(provenance.micros()).containsKey("total");
    if (found) {
      assertThat(provenance.confidence()).isGreaterThanOrEqualTo(provenance.threshold());
    }
  }
}
