package org.hawser.context.snapkv;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.Eviction;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// SnapKV (Li et al., arXiv 2404.14469, section 4): once a prompt has been read, each key-value
/// head keeps the cells its last queries attended to. Saves memory, does not reach further; goes
/// with every other strategy.
@Component
@Designate(ocd = SnapKvConfiguration.class)
public final class SnapKvStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public SnapKvStrategy(SnapKvConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.whole(
                "budget",
                "tokens",
                2,
                1048576,
                configuration.budget(),
                "Cells of a prompt that stay in each head, more than window."),
            StrategyParameter.whole(
                "window",
                "tokens",
                1,
                512,
                configuration.window(),
                "Last tokens of the prompt that vote and stay."),
            StrategyParameter.whole(
                "kernel",
                "tokens",
                1,
                255,
                configuration.kernel(),
                "Neighbours over which votes are averaged, an odd number."));
  }

  @Override
  public String name() {
    return "snapkv";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int budget = (int) request.number("budget");
    int window = (int) request.number("window");
    int kernel = (int) request.number("kernel");
    if (budget <= window) {
      throw new StrategyRefusedException(
          "SnapKV's budget " + budget + " must be above its window " + window + ".");
    }
    if (kernel % 2 == 0) {
      throw new StrategyRefusedException("SnapKV's kernel must be odd, not " + kernel + ".");
    }
    return plan.withEviction(request.model(), new Eviction(budget, window, kernel));
  }

  @Override
  public int reach(PlanRequest request) {
    return request.model().contextLength();
  }
}
