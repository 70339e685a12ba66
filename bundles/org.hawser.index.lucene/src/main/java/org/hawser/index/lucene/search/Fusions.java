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

  /// Weighted sum of both scores, each scaled to 0..1. BM25 has a natural zero, no word in common,
  /// and is scaled from there; cosines have none and are scaled from the lowest the vector ranking
  /// proposes. A chunk only one ranking proposes counts with its true score in the other.
  static ToDoubleFunction<Candidate> minMax(List<Candidate> candidates, double keywordWeight) {
    double bestKeyword = candidates.stream().mapToDouble(Candidate::keywordScore).max().orElse(0);
    var cosines =
        candidates.stream()
            .filter(candidate -> candidate.vectorRank() > 0)
            .mapToDouble(Candidate::cosine)
            .summaryStatistics();
    return candidate ->
        keywordWeight * scaled(candidate.keywordScore(), 0, bestKeyword)
            + (1 - keywordWeight) * scaled(candidate.cosine(), cosines.getMin(), cosines.getMax());
  }

  /// Position of `value` between `floor` and `best`; 0 below, and for a chunk without a vector.
  private static double scaled(double value, double floor, double best) {
    if (best > floor) {
      return value > floor ? (value - floor) / (best - floor) : 0;
    }
    return value >= best && best != 0 ? 1 : 0;
  }
}
