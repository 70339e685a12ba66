package org.hawser.inference.api.context;

import java.util.Objects;

/// A proposal.
///
/// @param expression the strategies with parameters, ready for use
/// @param reach tokens it reaches; [Integer#MAX_VALUE] when there is no end
/// @param cells tokens whose keys and values are held at most
/// @param reason why, and what it costs, in one or two sentences
public record StrategyAdvice(String expression, int reach, int cells, String reason) {
  public StrategyAdvice {
    Objects.requireNonNull(expression);
    Objects.requireNonNull(reason);
  }
}
