package org.hawser.context.ntk;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// Dynamic NTK (emozilla and bloc97, 2023; transformers' `dynamic`): NTK-aware scaling that
/// grows with the length, and the model as trained while the length fits. The length is the
/// horizon, so a sequence has one table from its first token to its last.
@Component
@Designate(ocd = DynamicNtkConfiguration.class)
public final class DynamicNtkStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public DynamicNtkStrategy(DynamicNtkConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.number(
                "factor",
                "",
                1,
                64,
                configuration.factor(),
                "How fast the scaling grows with each trained length beyond the first."));
  }

  @Override
  public String name() {
    return "dynamic-ntk";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double factor = request.number("factor");
    double alpha = factor * request.stretch() - (factor - 1);
    return plan.withTables(
        request.model(),
        (kind, table) -> NtkAwareStrategy.scaled(kind.ropeBase(), 2 * table.pairs(), alpha));
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
