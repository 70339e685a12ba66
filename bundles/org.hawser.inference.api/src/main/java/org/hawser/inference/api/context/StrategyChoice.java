package org.hawser.inference.api.context;

import java.util.Objects;

/// An expression, and who wants it.
///
/// @param expression such as `yarn:factor=4+log-n`
/// @param source where it comes from
public record StrategyChoice(String expression, Source source) {
  /// Where a choice comes from, the weakest first.
  public enum Source {
    DEFAULT,
    COLLECTION,
    CONVERSATION,
    REQUEST
  }

  public StrategyChoice {
    Objects.requireNonNull(expression);
    Objects.requireNonNull(source);
  }

  /// What a request asks for.
  public static StrategyChoice request(String expression) {
    return new StrategyChoice(expression, Source.REQUEST);
  }
}
