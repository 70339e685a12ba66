package org.hawser.context.llama3;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// The scaling of Llama 3.1 (Llama team, 2024; transformers' `llama3`): wavelengths longer than
/// the trained window are multiplied by a factor, short ones stay, with a transition between.
@Component
@Designate(ocd = Llama3Configuration.class)
public final class Llama3Strategy implements ContextStrategy {
  private static final int MOST = 256;

  private final List<StrategyParameter> parameters;

  @Activate
  public Llama3Strategy(Llama3Configuration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedNumber(
                "factor",
                "trained lengths",
                1,
                MOST,
                configuration.factor(),
                "How long the window becomes; by default the least whole number that the"
                    + " length needs."),
            StrategyParameter.number(
                "lowFreqFactor",
                "turns",
                0.01,
                1000,
                configuration.lowFreqFactor(),
                "Pairs that turn less often within the trained window are divided by the"
                    + " factor."),
            StrategyParameter.number(
                "highFreqFactor",
                "turns",
                0.01,
                1000,
                configuration.highFreqFactor(),
                "Pairs that turn more often stay as they are."));
  }

  @Override
  public String name() {
    return "llama3";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double factor = request.value("factor").orElse(Math.ceil(request.stretch()));
    double low = request.number("lowFreqFactor");
    double high = request.number("highFreqFactor");
    if (high <= low) {
      throw new StrategyRefusedException(
          "Llama 3's highFreqFactor " + high + " must be above its lowFreqFactor " + low + ".");
    }
    double trained = request.model().trainedLength();
    return plan.withTables(
        request.model(),
        (_, table) ->
            RopeTable.of(
                table.pairs(),
                j -> {
                  double turns = trained * table.frequency(j) / (2 * Math.PI);
                  double kept = Math.clamp((turns - low) / (high - low), 0, 1);
                  return table.frequency(j) * (kept + (1 - kept) / factor);
                },
                1));
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(MOST));
  }
}
