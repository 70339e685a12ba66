package org.hawser.context.linear;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// Position Interpolation (Chen et al., arXiv 2306.15595, section 2.3): positions divided by a
/// factor.
@Component
@Designate(ocd = LinearConfiguration.class)
public final class LinearStrategy implements ContextStrategy {
  private static final int MOST = 256;

  private final List<StrategyParameter> parameters;

  @Activate
  public LinearStrategy(LinearConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedNumber(
                "factor",
                "trained lengths",
                1,
                MOST,
                configuration.factor(),
                "How long the window becomes; by default the least whole number that the length"
                    + " needs."));
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double factor = request.value("factor").orElse(Math.ceil(request.stretch()));
    return plan.withTables(
        request.model(),
        (_, table) -> RopeTable.of(table.pairs(), j -> table.frequency(j) / factor, 1));
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(MOST));
  }
}
