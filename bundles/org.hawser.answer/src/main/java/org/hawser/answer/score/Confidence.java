package org.hawser.answer.score;

/// How sure it is that the best sentence belongs to the question, 0..1: a logistic function of how
/// much of the question its words cover, how much more the text around it covers, and how close it
/// is in meaning. Fitted on XQuAD questions asked with and without the paragraphs that answer them.
public final class Confidence {
  private Confidence() {}

  public static double of(Features best, boolean withMeaning) {
    return withMeaning
        ? logistic(8.4 * best.coverage() + 4 * best.context() + 8.5 * best.meaning() - 8.8)
        : logistic(9.2 * best.coverage() + 6.7 * best.context() + 4.8 * best.phrase() - 4.2);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
