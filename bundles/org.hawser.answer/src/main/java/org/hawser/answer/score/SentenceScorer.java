package org.hawser.answer.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ranks sentences. Words are compared for all of them; only the most promising are embedded,
/// because embedding is what costs time.
public final class SentenceScorer {
  /// Longer sentences are embedded by their beginning: the rest hardly moves the vector.
  private static final int EMBEDDED_CHARACTERS = 400;

  private final String question;
  private final List<Candidate> candidates;
  private final Map<String, QuestionTerms> byLanguage = new HashMap<>();
  private final Map<String, FeatureReader> readers = new HashMap<>();

  public SentenceScorer(String question, List<Candidate> candidates) {
    this.question = question;
    this.candidates = candidates;
  }

  /// The question's words as read in a language.
  public QuestionTerms terms(String language) {
    return byLanguage.computeIfAbsent(language, l -> QuestionTerms.of(question, l));
  }

  /// Ranks by words alone.
  public List<Scored> byWords() {
    List<Scored> scored = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Features features = reader(candidate.hit().document().language()).read(candidate);
      scored.add(new Scored(candidate, features, Weights.score(features)));
    }
    return sorted(scored);
  }

  /// Ranks the first `limit` of `byWords` again, with the closeness of question and sentence.
  public List<Scored> byMeaning(List<Scored> byWords, Meaning meaning, int limit) {
    List<Scored> best = byWords.subList(0, Math.min(limit, byWords.size()));
    double[] closeness =
        meaning.closeness(question, best.stream().map(s -> head(s.candidate().text())).toList());
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      Features features = best.get(i).features().withMeaning(closeness[i]);
      scored.add(new Scored(best.get(i).candidate(), features, Weights.score(features)));
    }
    return sorted(scored);
  }

  private FeatureReader reader(String language) {
    return readers.computeIfAbsent(language, l -> new FeatureReader(terms(l), candidates));
  }

  private static String head(String sentence) {
    if (sentence.length() <= EMBEDDED_CHARACTERS) {
      return sentence;
    }
    int space = sentence.lastIndexOf(' ', EMBEDDED_CHARACTERS);
    return sentence.substring(0, space > 0 ? space : EMBEDDED_CHARACTERS);
  }

  private static List<Scored> sorted(List<Scored> scored) {
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return scored;
  }
}
