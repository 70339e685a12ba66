package org.hawser.context.ntkbyparts;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// NTK-by-parts (bloc97, 2023; arXiv 2309.00071, section 3.2): pairs that turn often within the
/// trained window stay as they are, pairs that hardly turn are interpolated, with a ramp
/// between. YaRN without its temperature.
@Component
@Designate(ocd = NtkByPartsConfiguration.class)
public final class NtkByPartsStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public NtkByPartsStrategy(NtkByPartsConfiguration configuration) {
    parameters = List.of(Ramp.factor(configuration.factor()));
  }

  @Override
  public String name() {
    return "ntk-by-parts";
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
        (kind, table) -> {
          Ramp ramp = new Ramp(kind.ropeBase(), table.pairs(), request.model().trainedLength());
          return RopeTable.of(
              table.pairs(),
              j -> ramp.mix(j, 32, 1, table.frequency(j) / factor, table.frequency(j)),
              1);
        });
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(Ramp.MOST));
  }
}
