package org.hawser.context.ntk;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// NTK-aware scaling (bloc97, 2023; arXiv 2309.00071, section 3.1): a larger RoPE base, so that
/// the fastest pair turns as trained and the slowest one `alpha` times slower.
@Component
@Designate(ocd = NtkAwareConfiguration.class)
public final class NtkAwareStrategy implements ContextStrategy {
  private static final int MOST = 1024;

  private final List<StrategyParameter> parameters;

  @Activate
  public NtkAwareStrategy(NtkAwareConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedNumber(
                "alpha",
                "",
                1,
                MOST,
                configuration.alpha(),
                "How much slower the slowest pair turns, more than the extension wanted; by default"
                    + " twice the whole number of trained lengths needed, 1 within one."));
  }

  @Override
  public String name() {
    return "ntk-aware";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double needed = Math.ceil(request.stretch());
    double alpha = request.value("alpha").orElse(needed == 1 ? 1 : 2 * needed);
    return plan.withTables(
        request.model(), (kind, table) -> scaled(kind.ropeBase(), 2 * table.pairs(), alpha));
  }

  /// The table of a base so large that the slowest pair turns `alpha` times slower.
  static RopeTable scaled(double base, int size, double alpha) {
    return RopeTable.unscaled(base * Math.pow(alpha, size / (size - 2.0)), size);
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("alpha").orElse(MOST));
  }
}
