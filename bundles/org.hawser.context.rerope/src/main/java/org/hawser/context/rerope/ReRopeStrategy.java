package org.hawser.context.rerope;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// ReRoPE (Su, 2023, "Transformer upgrade 12"): distances as they are within a window, and the
/// window itself beyond. Far keys need no rotation.
@Component
@Designate(ocd = ReRopeConfiguration.class)
public final class ReRopeStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public ReRopeStrategy(ReRopeConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedWhole(
                "window",
                "tokens",
                1,
                1048576,
                configuration.window(),
                "Tokens that keep their distances; by default a quarter of the model's"
                    + " window."));
  }

  @Override
  public String name() {
    return "rerope";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int window = Windows.of(request);
    Span near = Span.window(plan.rows(), window);
    Span far =
        Span.of(plan.rows(), _ -> 0, row -> row + 1 - window, _ -> window, KeyPositions.UNROTATED);
    return plan.withSpans(request.model(), _ -> List.of(near, far));
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
