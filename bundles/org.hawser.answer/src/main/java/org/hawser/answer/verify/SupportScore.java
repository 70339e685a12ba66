package org.hawser.answer.verify;

import org.hawser.api.assistant.Written.Support;

/// How likely it is that a passage says what a sentence says, 0..1: a logistic function of shared
/// words and likeness in meaning. Weights and borders are fitted on the even articles of XQuAD (en)
/// and the train claims of SciFact, supported and unsupported ones alike in weight; with an
/// embedder 95 % of what reaches [#SUPPORTED] is supported there, 90 % of what stays below [#WEAK]
/// is not.
final class SupportScore {
  private static final double SUPPORTED = 0.75;
  private static final double WEAK = 0.15;

  private SupportScore() {}

  /// @param coverage share of the sentence's content words in the passage
  /// @param likeness see [Likeness]
  static double of(double coverage, double likeness) {
    return logistic(9 * coverage + 6.1 * likeness - 8.4);
  }

  /// Without an embedder.
  static double of(double coverage) {
    return logistic(10 * coverage - 5.1);
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
