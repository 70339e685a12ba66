package org.hawser.index.lucene.search;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The ways two rankings become one: each gives a scoring of the candidates.
final class Fusions {
  private static final int RRF_K = 60;

  private Fusions() {}

  /// Reciprocal rank fusion.
  static ToDoubleFunction<Candidate> reciprocalRank() {
    return candidate -> reciprocal(candidate.keywordRank()) + reciprocal(candidate.vectorRank());
  }

  private static double reciprocal(int rank) {
    return rank == 0 ? 0 : 1.0 / (RRF_K + rank);
  }

  /// Weighted sum of both scores, each scaled to 0..1 over the candidates.
  static ToDoubleFunction<Candidate> minMax(List<Candidate> candidates, double keywordWeight) {
    ToDoubleFunction<Candidate> keyword = scaled(candidates, Candidate::keywordScore);
    ToDoubleFunction<Candidate> vector = scaled(candidates, Candidate::cosine);
    return candidate ->
        keywordWeight * keyword.applyAsDouble(candidate)
            + (1 - keywordWeight) * vector.applyAsDouble(candidate);
  }

  private static ToDoubleFunction<Candidate> scaled(
      List<Candidate> candidates, ToDoubleFunction<Candidate> score) {
    var range =
        candidates.stream()
            .mapToDouble(score)
            .filter(value -> !Double.isNaN(value))
            .summaryStatistics();
    double width = range.getMax() - range.getMin();
    return candidate -> {
      double value = score.applyAsDouble(candidate);
      return Double.isNaN(value) || !(width > 0) ? 0 : (value - range.getMin()) / width;
    };
  }
}
