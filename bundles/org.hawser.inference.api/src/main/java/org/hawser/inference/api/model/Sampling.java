package org.hawser.inference.api.model;

import java.util.List;

/// How the next token is chosen from logits. The steps run in the order of the parameters.
///
/// @param repetitionPenalty logits of tokens already in the sequence are divided by it when
///     positive and multiplied when negative, 1..2; 1 changes nothing
/// @param temperature logits are divided by it, 0..10; 0 takes the most probable token
/// @param topK only so many of the most probable tokens remain; 0 keeps all
/// @param topP only the most probable tokens that together reach this probability remain, above
///     0..1; 1 keeps all
/// @param minP only tokens at least this fraction as probable as the most probable one remain,
///     0..1; 0 keeps all
/// @param seed start of the random numbers: the same seed draws the same tokens from the same
///     logits
/// @param stopStrings texts that end the answer and are not part of it
public record Sampling(
    float repetitionPenalty,
    float temperature,
    int topK,
    float topP,
    float minP,
    long seed,
    List<String> stopStrings) {
  /// Always the most probable token.
  public static final Sampling GREEDY = new Sampling(1, 0, 0, 1, 0, 0, List.of());

  public Sampling {
    require(repetitionPenalty >= 1 && repetitionPenalty <= 2, "repetitionPenalty must be 1..2");
    require(temperature >= 0 && temperature <= 10, "temperature must be 0..10");
    require(topK >= 0, "topK must be 0 or more");
    require(topP > 0 && topP <= 1, "topP must be above 0 and at most 1");
    require(minP >= 0 && minP <= 1, "minP must be 0..1");
    stopStrings = List.copyOf(stopStrings);
    require(stopStrings.stream().noneMatch(String::isEmpty), "a stop string must not be empty");
  }

  private static void require(boolean fits, String rule) {
    if (!fits) {
      throw new IllegalArgumentException("Cannot sample so: " + rule + ".");
    }
  }
}
