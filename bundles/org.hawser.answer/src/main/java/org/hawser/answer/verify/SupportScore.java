package org.hawser.answer.verify;

import org.hawser.api.assistant.Written.Support;

/// How likely it is that a passage says what a sentence says, 0..1: a logistic function of shared
/// words and likeness in meaning, its weights and borders set by hand.
final class SupportScore {
  private static final double SUPPORTED = 0.6;
  private static final double WEAK = 0.25;

  private SupportScore() {}

  /// @param coverage share of the sentence's content words in the passage
  /// @param likeness see [Likeness]
  static double of(double coverage, double likeness) {
    return logistic(7 * coverage + 4 * likeness - 6.5);
  }

  /// Without an embedder.
  static double of(double coverage) {
    return logistic(10 * coverage - 6);
  }

  static Support support(double score) {
    if (score >= SUPPORTED) {
      return Support.SUPPORTED;
    }
    return score >= WEAK ? Support.WEAK : Support.UNSUPPORTED;
  }

  /// The highest score of a sentence with a number that no text cited has.
  static double wrongNumber(double score) {
    return Math.min(score, WEAK / 2);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
