package org.hawser.inference.core.generation;

import java.util.Objects;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.StrategyChoice.Source;

/// How one answer attends.
///
/// @param plan a row for every token of prompt and answer
/// @param expression context strategies it was made by, [#OWN] for the model's own attention
/// @param source who chose them
/// @param notice one sentence for the user when other strategies were used than chosen, else
///     empty
public record AnswerContext(AttentionPlan plan, String expression, Source source, String notice) {
  /// Expression of the model's own attention.
  static final String OWN = "none";

  public AnswerContext {
    Objects.requireNonNull(plan);
    Objects.requireNonNull(expression);
    Objects.requireNonNull(source);
    Objects.requireNonNull(notice);
  }

  /// Whether cells of the prompt are to be given up once it has been read.
  boolean evicts() {
    return plan.kinds().stream().anyMatch(kind -> plan.layer(kind).eviction() != null);
  }

  /// The expression as an answer names it: what the model does by itself needs no name.
  String name() {
    return expression.equals(OWN) ? "" : expression;
  }
}
