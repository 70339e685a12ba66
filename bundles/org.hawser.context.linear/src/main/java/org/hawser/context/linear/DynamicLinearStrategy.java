package org.hawser.context.linear;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Component;

/// Position Interpolation by exactly as much as the length needs (emozilla, 2023); the model as
/// trained while the length fits.
@Component
public final class DynamicLinearStrategy implements ContextStrategy {
  @Override
  public String name() {
    return "dynamic-linear";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of();
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    return plan.withTables(
        request.model(),
        (_, table) -> RopeTable.of(table.pairs(), j -> table.frequency(j) / request.stretch(), 1));
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
