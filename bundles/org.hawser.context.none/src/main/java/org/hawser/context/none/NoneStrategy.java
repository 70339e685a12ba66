package org.hawser.context.none;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Component;

/// The model as it is, with the scaling it declares itself.
@Component
public final class NoneStrategy implements ContextStrategy {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of();
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    return plan;
  }

  @Override
  public int reach(PlanRequest request) {
    return request.model().contextLength();
  }
}
