package org.hawser.api.assistant;

import java.util.Objects;
import java.util.OptionalDouble;

/// What a request asks for instead of what is configured.
///
/// @param mode whether a language model takes part
/// @param model id of a model of the models folder; empty for the configured or only one
/// @param contextStrategy context strategies with their parameters, such as `yarn:factor=4+log-n`;
///     empty for what conversation, collection or configuration say
/// @param swap what becomes of the tokens a conversation has read under another context strategy:
///     `keep`, `reprefill` or `tail:N`; empty for `reprefill`, which is exact
/// @param promptStrategy name of a prompt strategy; empty to choose by length
/// @param maxTokens tokens of the written answer at most, 0 for what is configured
/// @param temperature 0 for the most probable token each time; empty for what is configured
/// @param seed of the random choices, 0 for another one each time
public record Choices(
    Mode mode,
    String model,
    String contextStrategy,
    String swap,
    String promptStrategy,
    int maxTokens,
    OptionalDouble temperature,
    long seed) {
  /// Everything as configured.
  public static final Choices CONFIGURED =
      new Choices(Mode.AUTO, "", "", "", "", 0, OptionalDouble.empty(), 0);

  private static final double MOST_TEMPERATURE = 2;

  /// Whether a language model takes part.
  public enum Mode {
    /// When one is at hand.
    AUTO,
    /// Never: sentences of the documents only.
    EXTRACTIVE,
    /// Always: a sentence tells why when none is at hand.
    WRITTEN
  }

  public Choices {
    Objects.requireNonNull(mode);
    Objects.requireNonNull(model);
    Objects.requireNonNull(contextStrategy);
    Objects.requireNonNull(swap);
    Objects.requireNonNull(promptStrategy);
    if (!swap.matches("|keep|reprefill|tail:[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "swap must be keep, reprefill or tail:N with N tokens, got '" + swap + "'.");
    }
    if (maxTokens < 0) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens + ".");
    }
    double heat = temperature.orElse(0);
    if (!(heat >= 0 && heat <= MOST_TEMPERATURE)) {
      throw new IllegalArgumentException("temperature must be 0..2, got " + heat + ".");
    }
  }
}
