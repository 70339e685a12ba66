package org.hawser.context.logn;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Component;

/// Log-n attention scaling (Su, 2021, "entropy invariance"; Chiang and Cholak, arXiv
/// 2202.12172): beyond the window of L tokens logits of position i are multiplied by ln(i + 1)
/// / ln L, so that attention stays as sharp as it was trained. Goes with every other strategy.
@Component
public final class LogNStrategy implements ContextStrategy {
  @Override
  public String name() {
    return "log-n";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of();
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double length = Math.log(request.model().contextLength());
    float[] factors = new float[plan.rows()];
    for (int row = 0; row < factors.length; row++) {
      factors[row] = (float) Math.max(1, Math.log(row + 1) / length);
    }
    return plan.withQueryScale(request.model(), factors);
  }

  @Override
  public int reach(PlanRequest request) {
    return request.model().contextLength();
  }
}
