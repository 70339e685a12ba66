package org.hawser.inference.api.model;

import java.util.Objects;
import java.util.OptionalDouble;

/// What an answer took.
///
/// @param promptTokens tokens of the prompt
/// @param cachedTokens how many of them had been computed before and were not again
/// @param generatedTokens tokens of the answer
/// @param draftedTokens tokens guessed from earlier text
/// @param acceptedTokens how many of them were right
/// @param steps times the model ran to make the answer once the prompt was read
/// @param secondsToFirstToken from the request to the first token, waiting included; the whole time
///     when there was none
/// @param prefillSeconds reading the prompt, waiting for others included
/// @param decodeSeconds from the end of the prompt to the end of the answer
/// @param perplexity exp of the mean of minus the answer's log-probabilities; empty when they were
///     not asked for
public record GenerationStatistics(
    int promptTokens,
    int cachedTokens,
    int generatedTokens,
    int draftedTokens,
    int acceptedTokens,
    int steps,
    double secondsToFirstToken,
    double prefillSeconds,
    double decodeSeconds,
    OptionalDouble perplexity) {
  public GenerationStatistics {
    Objects.requireNonNull(perplexity);
  }

  /// Tokens of the prompt computed per second, 0 when none were.
  public double prefillTokensPerSecond() {
    return rate(promptTokens - cachedTokens, prefillSeconds);
  }

  /// Tokens of the answer per second, 0 when there are none.
  public double decodeTokensPerSecond() {
    return rate(generatedTokens, decodeSeconds);
  }

  private static double rate(int tokens, double seconds) {
    return tokens > 0 && seconds > 0 ? tokens / seconds : 0;
  }
}
