package org.hawser.inference.core.generation;

import java.util.OptionalDouble;
import org.hawser.inference.api.model.GenerationStatistics;

/// Counts and times one answer. Used by one thread at a time.
final class Stopwatch {
  private static final double NANOS = 1e9;

  private final long asked = System.nanoTime();
  private long prefillFrom = asked;
  private long prefilled;
  private long firstToken;
  private int promptTokens;
  private int cachedTokens;
  private int drafted;
  private int accepted;
  private int steps;

  void promptBegins(int tokens, int cached) {
    prefillFrom = System.nanoTime();
    promptTokens = tokens;
    cachedTokens = cached;
  }

  void promptRead() {
    prefilled = System.nanoTime();
  }

  void token() {
    if (firstToken == 0) {
      firstToken = System.nanoTime();
    }
  }

  void step() {
    steps++;
  }

  void drafts(int guessed, int right) {
    drafted += guessed;
    accepted += right;
  }

  /// @param generated tokens of the answer
  GenerationStatistics statistics(int generated, OptionalDouble perplexity) {
    long now = System.nanoTime();
    long endOfPrompt = prefilled == 0 ? now : prefilled;
    return new GenerationStatistics(
        promptTokens,
        cachedTokens,
        generated,
        drafted,
        accepted,
        steps,
        ((firstToken == 0 ? now : firstToken) - asked) / NANOS,
        (endOfPrompt - prefillFrom) / NANOS,
        (now - endOfPrompt) / NANOS,
        perplexity);
  }
}
