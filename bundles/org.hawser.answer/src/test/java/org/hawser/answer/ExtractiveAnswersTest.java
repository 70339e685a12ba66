package org.hawser.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Question;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.IndexException;
import org.hawser.testkit.QuestionAnsweringContract.Text;
import org.junit.jupiter.api.Test;

final class ExtractiveAnswersTest {
  private static final String LEASE =
      "Lease terms\n\nThe tenant pays a deposit of 900 euros. The deposit is returned within six"
          + " weeks. Pets need the written consent of the landlord.";

  @Test
  void quotesAdjacentSentencesTogether() throws Exception {
    Answer answer = ask("What about the deposit?", LEASE);

    assertThat(answer.sentences()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(answer.citations()).hasSize(1);
    assertThat(answer.citations().getFirst().quote())
        .startsWith("The tenant pays")
        .endsWith("six weeks.");
  }

  @Test
  void highlightsTheWordsAskedForInAnyForm() throws Exception {
    Answer answer = ask("Who has to consent to a pet?", LEASE);
    Answer.Sentence sentence = answer.sentences().getFirst();

    assertThat(sentence.highlights())
        .extracting(r -> sentence.text().substring(r.start(), r.end()))
        .containsExactly("Pets", "consent");
  }

  @Test
  void prefersTheTextToItsHeading() throws Exception {
    String text = "Notice period\n\nEither side may end the lease with three months of notice.";

    assertThat(byWords("What is the notice period?", text).sentences().getFirst().text())
        .contains("three months");
  }

  @Test
  void answersFromATableRow() throws Exception {
    String text = "Item\tPrice\nRope, 10 m\t14.50\nAnchor, 8 kg\t65.00\n";

    assertThat(byWords("What is the price of the anchor?", text).sentences().getFirst().text())
        .isEqualTo("Anchor, 8 kg 65.00");
  }

  @Test
  void citesACopyOnceAndNamesTheOther() throws Exception {
    List<Text> twice =
        List.of(new Text("c", "a.txt", "en", LEASE), new Text("c", "b.txt", "en", LEASE));
    Answer answer =
        Answering.over(twice, new TrigramEmbedder())
            .answer(question("How much is the deposit of the tenant?"));

    assertThat(answer.citations()).extracting(c -> c.quote()).doesNotHaveDuplicates();
    assertThat(answer.provenance().notes()).anyMatch(n -> n.contains("b.txt"));
  }

  @Test
  void namesAllCopiesOfACitationInOneNote() throws Exception {
    List<Text> copies =
        List.of(
            new Text("c", "a.txt", "en", LEASE),
            new Text("c", "b.txt", "en", LEASE),
            new Text("c", "c.txt", "en", LEASE));
    Answer answer =
        Answering.over(copies, new TrigramEmbedder()).answer(question("What about the deposit?"));

    assertThat(answer.citations()).hasSize(1);
    assertThat(answer.provenance().notes())
        .filteredOn(note -> note.contains("also stands in"))
        .singleElement()
        .asString()
        .startsWith("A sentence of citation 1 also stands in ")
        .matches(".* [abc]\\.txt, [abc]\\.txt\\.");
  }

  @Test
  void showsASentenceOfOverlappingChunksOnceAndWhole() throws Exception {
    MemoryRetriever retriever = new MemoryRetriever(null);
    int inFirst = LEASE.indexOf("900");
    int pets = LEASE.indexOf("Pets");
    retriever.add(
        "c",
        "lease.txt",
        "en",
        LEASE,
        List.of(
            new Locator(2, List.of("Lease terms"), inFirst, LEASE.length()),
            new Locator(2, List.of("Lease terms"), 0, pets)));
    ExtractiveAnswers answers = new ExtractiveAnswers(Answering.configuration(0.3, 8, 1, 16));
    answers.bindRetriever(retriever);
    Answer answer = answers.answer(question("How high is the deposit the tenant pays?"));

    assertThat(answer.sentences()).hasSize(1);
    assertThat(answer.sentences().getFirst().text())
        .isEqualTo("The tenant pays a deposit of 900 euros.");
    assertThat(answer.citations().getFirst().locator().page()).isEqualTo(2);
    assertThat(answer.citations().getFirst().locator().headingPath())
        .containsExactly("Lease terms");
  }

  @Test
  void saysThatNoEmbedderTookPart() throws Exception {
    Answer answer =
        Answering.over(List.of(new Text("c", "a.txt", "en", LEASE)), null)
            .answer(question("How much is the deposit?"));

    assertThat(answer.provenance().embeddingModel()).isEmpty();
    assertThat(answer.provenance().retrieval()).isEqualTo("keyword");
    assertThat(answer.provenance().notes()).anyMatch(n -> n.contains("words only"));
  }

  @Test
  void goesOnWhenTheEmbedderFails() throws Exception {
    ExtractiveAnswers answers = Answering.over(List.of(new Text("c", "a", "en", LEASE)), null);
    answers.bindEmbedder(new Vanished());
    Answer answer = answers.answer(question("How much is the deposit?"));

    assertThat(answer.found()).isTrue();
    assertThat(answer.provenance().notes()).anyMatch(n -> n.contains("embedder failed"));
  }

  @Test
  void saysThatTheIndexIsNotThere() {
    ExtractiveAnswers answers = new ExtractiveAnswers(Answering.configuration(0.3, 8, 3, 16));

    assertThatThrownBy(() -> answers.answer(question("Anything?")))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("not running");
  }

  @Test
  void anUnboundServiceIsNotUsed() {
    ExtractiveAnswers answers = Answering.over(List.of(new Text("c", "a", "en", LEASE)), null);
    MemoryRetriever second = new MemoryRetriever(null);
    answers.bindRetriever(second);
    answers.unbindRetriever(second);

    assertThatThrownBy(() -> answers.answer(question("Anything?")))
        .isInstanceOf(IndexException.class);
  }

  @Test
  void refusesAWrongConfigurationWithASentence() {
    assertThatThrownBy(() -> new ExtractiveAnswers(Answering.configuration(1.5, 8, 3, 16)))
        .hasMessageContaining("notFoundThreshold must be 0..1, got 1.5");
    assertThatThrownBy(() -> new ExtractiveAnswers(Answering.configuration(0.3, 0, 3, 16)))
        .hasMessageContaining("chunks must be 1..50, got 0");
  }

  @Test
  void aThresholdOfOneFindsNothing() throws Exception {
    ExtractiveAnswers answers = new ExtractiveAnswers(Answering.configuration(1, 8, 3, 16));
    MemoryRetriever retriever = new MemoryRetriever(null);
    retriever.add("c", "a", "en", LEASE, List.of(new Locator(0, List.of(), 0, LEASE.length())));
    answers.bindRetriever(retriever);

    assertThat(answers.answer(question("How much is the deposit?")).found()).isFalse();
  }

  private static Answer ask(String question, String text) throws Exception {
    return Answering.over(List.of(new Text("c", "a.txt", "en", text)), new TrigramEmbedder())
        .answer(question(question));
  }

  private static Answer byWords(String question, String text) throws Exception {
    return Answering.over(List.of(new Text("c", "a.txt", "en", text)), null)
        .answer(question(question));
  }

  private static Question question(String text) {
    return new Question(text, Set.of(), 5);
  }

  /// An embedder whose bundle has gone.
  private static final class Vanished implements Embedder {
    @Override
    public String modelId() {
      return "gone";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public int maxTokens() {
      return 1;
    }

    @Override
    public int[] tokenStarts(String text) {
      throw new IllegalStateException("The kernels are gone.");
    }

    @Override
    public float[][] embedDocuments(List<String> texts) {
      throw new IllegalStateException("The kernels are gone.");
    }

    @Override
    public float[] embedQuery(String text) {
      throw new IllegalStateException("The kernels are gone.");
    }
  }
}
