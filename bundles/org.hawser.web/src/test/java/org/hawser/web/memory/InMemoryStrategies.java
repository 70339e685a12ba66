package org.hawser.web.memory;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;

/** One strategy with two parameters, and no plans. */
final class InMemoryStrategies implements ContextStrategies {
  @Override
  public List<StrategyDescription> list() {
    return List.of(
        new StrategyDescription(
            "yarn",
            List.of(
                StrategyParameter.derivedNumber("factor", "", 1, 256, 0, "How much longer."),
                StrategyParameter.flag("truncate", true, "Whether it rounds.")),
            "org.hawser.context.yarn 1.0.0"));
  }

  @Override
  public StrategyChoice choose(String request, String conversation, String collection) {
    return request.isEmpty()
        ? new StrategyChoice("none", StrategyChoice.Source.DEFAULT)
        : StrategyChoice.request(request);
  }

  @Override
  public String check(String expression) {
    if (list().stream().noneMatch(strategy -> strategy.name().equals(expression))) {
      throw new StrategyRefusedException("There is no context strategy " + expression + ".");
    }
    return expression;
  }

  @Override
  public int reach(String expression, ModelContext model) {
    return model.contextLength();
  }

  @Override
  public ResolvedStrategy resolve(StrategyChoice choice, ModelContext model, AttentionPlan plan) {
    return new ResolvedStrategy(choice.expression(), plan, plan.rows(), "");
  }

  @Override
  public ResolvedStrategy resolveBeyondReach(
      StrategyChoice choice, ModelContext model, AttentionPlan plan) {
    return resolve(choice, model, plan);
  }
}
