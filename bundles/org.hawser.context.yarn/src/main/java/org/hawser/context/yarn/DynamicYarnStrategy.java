package org.hawser.context.yarn;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Component;

/// YaRN by exactly as much as the length needs (arXiv 2309.00071, section 3.3, "dynamic
/// scaling"); the model as trained while the length fits.
@Component
public final class DynamicYarnStrategy implements ContextStrategy {
  @Override
  public String name() {
    return "dynamic-yarn";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of();
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double factor = request.stretch();
    double magnitude = YarnTable.magnitude(factor, 1);
    YarnTable yarn = new YarnTable(request.model().trainedLength(), factor, 32, 1, true, magnitude);
    return plan.withTables(request.model(), (kind, table) -> yarn.of(kind.ropeBase(), table));
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
