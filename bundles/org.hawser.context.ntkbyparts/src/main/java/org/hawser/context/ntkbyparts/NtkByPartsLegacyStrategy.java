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

/// The first code of NTK-by-parts (`LlamaPartNTKScaledRotaryEmbedding` of jquesnelle/yarn): from
/// slow to fast pairs linear interpolation, NTK-aware scaling and the trained frequency, with a
/// ramp between each.
@Component
@Designate(ocd = NtkByPartsLegacyConfiguration.class)
public final class NtkByPartsLegacyStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public NtkByPartsLegacyStrategy(NtkByPartsLegacyConfiguration configuration) {
    parameters = List.of(Ramp.factor(configuration.factor()));
  }

  @Override
  public String name() {
    return "ntk-by-parts-legacy";
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
          int size = 2 * table.pairs();
          Ramp ramp = new Ramp(kind.ropeBase(), table.pairs(), request.model().trainedLength());
          double base = kind.ropeBase() * Math.pow(factor, size / (size - 2.0));
          RopeTable ntk = RopeTable.unscaled(base, size);
          return RopeTable.of(
              table.pairs(),
              j -> {
                double trained = table.frequency(j);
                double slow = ramp.mix(j, 1.25, 0.75, trained / factor, ntk.frequency(j));
                return ramp.mix(j, 16, 2, slow, trained);
              },
              1);
        });
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(Ramp.MOST));
  }
}
