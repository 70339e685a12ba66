package org.hawser.inference.api.context;

import java.util.Objects;

/// What a turn runs under.
///
/// @param expression the strategies with the parameters given; the fallback's when it took over
/// @param plan the plan, independent of the strategies
/// @param reach tokens a sequence may have under it; [Integer#MAX_VALUE] when there is no end
/// @param notice one sentence for the user when something else than chosen is used, else empty
public record ResolvedStrategy(String expression, AttentionPlan plan, int reach, String notice) {
  public ResolvedStrategy {
    Objects.requireNonNull(expression);
    Objects.requireNonNull(plan);
    Objects.requireNonNull(notice);
  }
}
