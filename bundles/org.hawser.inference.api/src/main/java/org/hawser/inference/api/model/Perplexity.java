package org.hawser.inference.api.model;

/// How well a model predicts a text.
///
/// @param tokens tokens that were predicted
/// @param meanNegativeLogLikelihood mean of `-ln p(token | tokens before it in its window)`
public record Perplexity(long tokens, double meanNegativeLogLikelihood) {
  /// `exp` of the mean negative log-likelihood.
  public double value() {
    return Math.exp(meanNegativeLogLikelihood);
  }
}
