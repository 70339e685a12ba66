package org.hawser.answer.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.answer.text.Term;

/// Reads the [Features] of sentences; how rare a word is, is counted among the candidates.
final class FeatureReader {
  private static final double LONG_SENTENCE = Math.log(61);
  private static final int CLOSE = 3;

  private final QuestionTerms question;
  private final Map<String, Double> weights = new HashMap<>();
  private final List<String> order;
  private final double totalWeight;
  private final double bestChunk;

  FeatureReader(QuestionTerms question, List<Candidate> candidates) {
    this.question = question;
    this.order = new ArrayList<>(question.content());
    for (String stem : order) {
      long having = candidates.stream().filter(c -> c.stems().contains(stem)).count();
      weights.put(stem, Math.log1p((candidates.size() - having + 0.5) / (having + 0.5)));
    }
    this.totalWeight = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    this.bestChunk = candidates.stream().mapToDouble(c -> c.hit().score()).max().orElse(0);
  }

  Features read(Candidate candidate) {
    return new Features(
        share(candidate.stems(), Set.of()),
        share(candidate.around(), candidate.stems()),
        phrase(candidate),
        question.cue().foundIn(candidate, question) ? 1 : 0,
        bestChunk > 0 ? candidate.hit().score() / bestChunk : 0,
        Math.min(1, Math.log1p(candidate.terms().size()) / LONG_SENTENCE),
        prose(candidate),
        0);
  }

  private static double prose(Candidate candidate) {
    return switch (candidate.kind()) {
      case PROSE -> 1;
      case LINE -> 0.8;
      case HEADING -> 0;
    };
  }

  /// Weighted share of the question's words that stand in `stems` and not in `except`.
  private double share(Set<String> stems, Set<String> except) {
    if (totalWeight == 0) {
      return 0;
    }
    double sum = 0;
    for (Map.Entry<String, Double> word : weights.entrySet()) {
      if (stems.contains(word.getKey()) && !except.contains(word.getKey())) {
        sum += word.getValue();
      }
    }
    return sum / totalWeight;
  }

  private double phrase(Candidate candidate) {
    if (order.size() < 2) {
      return 0;
    }
    Map<String, List<Integer>> positions = new HashMap<>();
    List<Term> terms = candidate.terms();
    for (int i = 0; i < terms.size(); i++) {
      positions.computeIfAbsent(terms.get(i).stem(), stem -> new ArrayList<>()).add(i);
    }
    int close = 0;
    for (int i = 0; i + 1 < order.size(); i++) {
      close += closeTogether(positions.get(order.get(i)), positions.get(order.get(i + 1))) ? 1 : 0;
    }
    return close / (double) (order.size() - 1);
  }

  private static boolean closeTogether(List<Integer> first, List<Integer> second) {
    if (first == null || second == null) {
      return false;
    }
    return first.stream().anyMatch(a -> second.stream().anyMatch(b -> Math.abs(a - b) <= CLOSE));
  }
}
