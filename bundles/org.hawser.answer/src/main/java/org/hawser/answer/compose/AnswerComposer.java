package org.hawser.answer.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hawser.answer.score.Scored;
import org.hawser.answer.score.SentenceScorer;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.Term;
import org.hawser.api.answer.Answer.Range;
import org.hawser.api.answer.Answer.Sentence;
import org.hawser.api.answer.Citation;

/// Makes an answer of ranked sentences: the best one, and those that come close and say something
/// new.
public final class AnswerComposer {
  /// How far behind the best score a further sentence may be.
  private static final double CLOSE = 1.3;

  /// Share of its content words a further sentence has to add.
  private static final double NEW_WORDS = 0.4;

  private final SentenceScorer scorer;
  private final int maxSentences;
  private final CitationList citations;
  private final List<Sentence> sentences = new ArrayList<>();
  private int leftOut;

  public AnswerComposer(SentenceScorer scorer, int maxSentences, int maxCitations) {
    this.scorer = scorer;
    this.maxSentences = maxSentences;
    this.citations = new CitationList(maxCitations);
  }

  /// Takes the sentences, best first, and keeps what makes the answer.
  public void compose(List<Scored> ranked) {
    double best = ranked.getFirst().score();
    Set<String> said = new HashSet<>();
    for (Scored scored : ranked) {
      boolean first = sentences.isEmpty();
      if (sentences.size() == maxSentences || scored.score() < best - CLOSE) {
        return;
      }
      if (first || adds(scored, said)) {
        add(scored);
        said.addAll(scored.candidate().stems());
      }
    }
  }

  public List<Sentence> sentences() {
    return sentences;
  }

  public List<Citation> citations() {
    return citations.all();
  }

  /// Sentences that would have needed more citations than asked for.
  public int leftOut() {
    return leftOut;
  }

  private void add(Scored scored) {
    int number = citations.cite(scored.candidate());
    if (number == 0) {
      leftOut++;
      return;
    }
    String text = scored.candidate().text().replaceAll("\\s+", " ");
    String language = scored.candidate().hit().document().language();
    sentences.add(new Sentence(text, List.of(number), highlights(text, language)));
  }

  private static boolean adds(Scored scored, Collection<String> said) {
    Set<String> stems = scored.candidate().stems();
    long fresh = stems.stream().filter(stem -> !said.contains(stem)).count();
    return scored.features().prose() == 1 && fresh >= NEW_WORDS * stems.size();
  }

  private List<Range> highlights(String text, String language) {
    Set<String> asked = scorer.terms(language).content();
    List<Range> ranges = new ArrayList<>();
    for (Term term : Analyzer.of(language).terms(text)) {
      if (!term.stop() && asked.contains(term.stem())) {
        addRange(ranges, term.span().start(), term.span().end());
      }
    }
    return ranges;
  }

  /// Overlapping pairs of characters become one range.
  private static void addRange(List<Range> ranges, int start, int end) {
    if (!ranges.isEmpty() && ranges.getLast().end() >= start) {
      Range last = ranges.removeLast();
      ranges.add(new Range(last.start(), end));
    } else {
      ranges.add(new Range(start, end));
    }
  }
}
