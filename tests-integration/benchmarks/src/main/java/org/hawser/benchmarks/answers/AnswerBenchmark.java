package org.hawser.benchmarks.answers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Question;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.benchmarks.answers.Squad.Asked;
import org.hawser.benchmarks.answers.Squad.Paragraph;

/// Measures extractive answers on a file in the SQuAD format: how often the first sentence of the
/// answer holds the marked answer, with retrieval over all paragraphs; how often something is
/// "found" although the paragraph, or its whole article, is left out; and how long answers take.
public final class AnswerBenchmark {
  private static final Set<String> EVERYTHING = Set.of();
  private static final int BATCH = 32;

  private final ChunkIndex index;
  private final Embedder embedder;
  private final QuestionAnswering answering;

  /// @param index an index this run may write to; the paragraphs stay in it
  /// @param embedder the model of the index, or null to measure answers by words alone
  /// @param answering answers from that index
  public AnswerBenchmark(ChunkIndex index, Embedder embedder, QuestionAnswering answering) {
    this.index = index;
    this.embedder = embedder;
    this.answering = answering;
  }

  /// Indexes the file's paragraphs, one chunk each, and asks questions three times each: with
  /// everything, without the paragraph, without its article.
  ///
  /// @param language ISO 639-1 code of the file
  /// @param every 1 asks every question, n only each n-th
  public AnswerReport run(Path file, String language, int every) throws IOException {
    Squad squad = Squad.read(file);
    store(squad.paragraphs(), language);
    warmUp(squad);
    AnswerReport.Builder report = new AnswerReport.Builder();
    int number = 0;
    for (Paragraph paragraph : squad.paragraphs()) {
      for (Asked asked : paragraph.questions()) {
        if (number++ % every == 0) {
          ask(paragraph, asked, report);
        }
      }
    }
    return report.build();
  }

  private void ask(Paragraph paragraph, Asked asked, AnswerReport.Builder report)
      throws IOException {
    long start = System.nanoTime();
    Answer answer = answering.answer(question(asked, EVERYTHING));
    long micros = (System.nanoTime() - start) / 1_000;
    boolean found = answer.found();
    report.answerable(
        paragraph.article(),
        found,
        found && holds(answer, 0, paragraph, asked),
        found && anyHolds(answer, paragraph, asked),
        answer.sentences().size(),
        micros);
    Answer near = answering.answer(question(asked, withoutParagraph(paragraph)));
    Answer far = answering.answer(question(asked, withoutArticle(paragraph)));
    report.unanswerable(paragraph.article(), near.found(), far.found());
  }

  private static boolean anyHolds(Answer answer, Paragraph paragraph, Asked asked) {
    for (int i = 0; i < answer.sentences().size(); i++) {
      if (holds(answer, i, paragraph, asked)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the sentence is the one the answer is marked in: same paragraph, and around the marked
  /// place, so that a chance occurrence of a short answer does not count.
  private static boolean holds(Answer answer, int sentence, Paragraph paragraph, Asked asked) {
    Answer.Sentence said = answer.sentences().get(sentence);
    Citation citation = answer.citations().get(said.citations().getFirst() - 1);
    if (!citation.path().equals(paragraph.path())) {
      return false;
    }
    String text = flat(paragraph.text());
    int start = flat(paragraph.text().substring(0, asked.answerStart())).length();
    int end = start + flat(asked.answer()).length();
    int at = text.indexOf(said.text());
    return at >= 0 && at <= start && end <= at + said.text().length();
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static Question question(Asked asked, Set<String> collections) {
    return new Question(asked.question(), collections, Question.DEFAULT_CITATIONS);
  }

  private static Set<String> withoutParagraph(Paragraph paragraph) {
    return Set.of("squad-a0", "squad-a1", "squad-b0", "squad-b1").stream()
        .filter(collection -> !collection.equals(paragraph.collection()))
        .collect(Collectors.toSet());
  }

  private static Set<String> withoutArticle(Paragraph paragraph) {
    int other = paragraph.article() + 1;
    return Set.of(Paragraph.collection(other, 0), Paragraph.collection(other, 1));
  }

  private void warmUp(Squad squad) throws IOException {
    for (Paragraph paragraph :
        squad.paragraphs().subList(0, Math.min(20, squad.paragraphs().size()))) {
      for (Asked asked : paragraph.questions()) {
        answering.answer(question(asked, EVERYTHING));
      }
    }
  }

  private void store(List<Paragraph> paragraphs, String language) throws IOException {
    for (int from = 0; from < paragraphs.size(); from += BATCH) {
      List<Paragraph> batch = paragraphs.subList(from, Math.min(from + BATCH, paragraphs.size()));
      float[][] vectors =
          embedder == null
              ? null
              : embedder.embedDocuments(batch.stream().map(Paragraph::text).toList());
      for (int i = 0; i < batch.size(); i++) {
        Embeddings own =
            vectors == null ? null : new Embeddings(embedder.modelId(), new float[][] {vectors[i]});
        store(batch.get(i), language, own);
      }
    }
    index.commit();
  }

  private void store(Paragraph paragraph, String language, Embeddings embeddings)
      throws IOException {
    DocumentKey key = new DocumentKey(paragraph.collection(), "upload", paragraph.path());
    String text = paragraph.text();
    Locator whole = new Locator(0, List.of(), 0, text.length());
    int tokens = embedder == null ? 0 : embedder.tokenStarts(text).length;
    Chunk chunk = new Chunk(key.id(), 0, text, whole, tokens);
    Document document =
        new Document(
            key.id(),
            key,
            key.fileName(),
            language,
            "text/plain",
            "",
            text.length(),
            Instant.EPOCH,
            Instant.now(),
            0,
            1,
            Map.of(),
            List.of());
    index.replace(document, text, List.of(chunk), embeddings);
  }
}
