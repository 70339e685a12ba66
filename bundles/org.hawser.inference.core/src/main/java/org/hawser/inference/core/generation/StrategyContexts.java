package org.hawser.inference.core.generation;

import java.util.function.IntFunction;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;

/// Plans answers by the context strategies installed, chosen anew for every answer.
///
/// @param strategies those installed
/// @param model what they are told of the model
/// @param plans the model's own plan for a number of tokens
public record StrategyContexts(
    ContextStrategies strategies, ModelContext model, IntFunction<AttentionPlan> plans)
    implements AnswerContexts {
  @Override
  public int reach(ContextRequest request) {
    return strategies.resolveBeyondReach(choice(request), model, plans.apply(1)).reach();
  }

  @Override
  public AnswerContext plan(ContextRequest request, int tokens) {
    StrategyChoice choice = choice(request);
    ResolvedStrategy resolved = strategies.resolve(choice, model, plans.apply(tokens));
    return new AnswerContext(
        resolved.plan(), resolved.expression(), choice.source(), resolved.notice());
  }

  private StrategyChoice choice(ContextRequest request) {
    return strategies.choose(request.strategy(), request.conversation(), request.collection());
  }
}
