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

/// Leaky ReRoPE (Su, 2023, "Transformer upgrade 12"): distances as they are within a window, and
/// growing `k` times slower beyond.
@Component
@Designate(ocd = LeakyReRopeConfiguration.class)
public final class LeakyReRopeStrategy implements ContextStrategy {
  private static final int MOST = 65536;

  private final List<StrategyParameter> parameters;

  @Activate
  public LeakyReRopeStrategy(LeakyReRopeConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedWhole(
                "window",
                "tokens",
                1,
                1048576,
                configuration.window(),
                "Tokens that keep their distances; by default a quarter of the model's"
                    + " window."),
            StrategyParameter.derivedNumber(
                "k",
                "",
                1,
                MOST,
                configuration.k(),
                "How much slower distances grow beyond the window; by default the least"
                    + " whole number that the length needs."));
  }

  @Override
  public String name() {
    return "leaky-rerope";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int window = Windows.of(request);
    double k = request.value("k").orElse(needed(request, window));
    Span near = Span.window(plan.rows(), window);
    Span far =
        Span.of(
            plan.rows(),
            _ -> 0,
            row -> row + 1 - window,
            row -> window + (row - window) / k,
            KeyPositions.scaled(1 / k, 0));
    return plan.withSpans(request.model(), _ -> List.of(near, far));
  }

  /// The largest distance must stay within the model's window.
  private static double needed(PlanRequest request, int window) {
    double room = request.model().contextLength() - 1.0 - window;
    double least = Math.ceil((request.horizon() - 1.0 - window) / Math.max(1, room));
    return Math.clamp(least, 1, MOST);
  }

  @Override
  public int reach(PlanRequest request) {
    int window = Windows.of(request);
    double room = request.model().contextLength() - 1.0 - window;
    return (int) (room * request.value("k").orElse(MOST) + window + 1);
  }
}
