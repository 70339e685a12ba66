package org.hawser.context.selfextend;

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

/// Self-Extend (Jin et al., arXiv 2401.01325, section 3): near tokens keep their positions, far
/// ones share them in groups; one softmax over both.
@Component
@Designate(ocd = SelfExtendConfiguration.class)
public final class SelfExtendStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public SelfExtendStrategy(SelfExtendConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedWhole(
                "groupSize",
                "tokens",
                1,
                4096,
                configuration.groupSize(),
                "Far tokens that share a position; by default the least that brings the"
                    + " length into two thirds of the window, 1 within the window."),
            StrategyParameter.derivedWhole(
                "window",
                "tokens",
                1,
                1048576,
                configuration.window(),
                "Near tokens that keep their positions, a multiple of the group size; by"
                    + " default a quarter of the model's window."));
  }

  @Override
  public String name() {
    return "self-extend";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    Groups groups = Groups.of(request);
    int size = groups.size();
    int window = groups.window();
    int rows = plan.rows();
    Span near = Span.window(rows, window);
    Span far =
        Span.of(
            rows,
            _ -> 0,
            row -> row + 1 - window,
            row -> row / size + window - window / size,
            KeyPositions.floorDivided(size, 0));
    return plan.withSpans(request.model(), _ -> List.of(near, far));
  }

  @Override
  public int reach(PlanRequest request) {
    Groups groups = Groups.largest(request);
    return (int)
        ((double) (request.model().contextLength() - groups.window()) * groups.size()
            + groups.window());
  }
}
