package org.hawser.inference.core.context;

import java.util.List;
import java.util.function.BiFunction;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;

/// A strategy with one parameter, `factor`, that does as told.
record TestStrategy(String name, BiFunction<AttentionPlan, PlanRequest, AttentionPlan> change)
    implements ContextStrategy {
  /// Positions divided by the factor.
  static AttentionPlan divided(AttentionPlan plan, PlanRequest request) {
    double factor = request.value("factor").orElse(Math.ceil(request.stretch()));
    return plan.withTables(
        request.model(),
        (_, table) -> RopeTable.of(table.pairs(), j -> table.frequency(j) / factor, 1));
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of(StrategyParameter.derivedNumber("factor", "", 1, 8, 0, "How much longer."));
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    return change.apply(plan, request);
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(8));
  }
}
