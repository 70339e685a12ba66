package __package__;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// Mixed NTK scaling (Su, 2023, "Transformer upgrade 11"): of h pairs of dimensions, pair j turns
/// exp(a (j + 1)^0.75) times slower, a chosen so that the slowest turns `factor` times slower.
@Component
@Designate(ocd = __class__Configuration.class)
public final class __class__Strategy implements ContextStrategy {
  private static final int MOST = 256;

  private final List<StrategyParameter> parameters;

  @Activate
  public __class__Strategy(__class__Configuration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedNumber(
                "factor", "", 1, MOST, configuration.factor(), "How much slower the slowest turns."));
  }

  @Override
  public String name() {
    return "__name__";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double factor = request.value("factor").orElse(Math.ceil(request.stretch()));
    return plan.withTables(request.model(), (_, table) -> mixed(table, factor));
  }

  private static RopeTable mixed(RopeTable table, double factor) {
    double a = Math.log(factor) / Math.pow(table.pairs(), 0.75);
    return RopeTable.of(
        table.pairs(), j -> table.frequency(j) * Math.exp(-a * Math.pow(j + 1, 0.75)), 1);
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(MOST));
  }
}
