package org.hawser.context.yarn;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// YaRN (Peng et al., arXiv 2309.00071, sections 3.2 to 3.4): NTK-by-parts with a temperature.
/// The ramp is linear in the index of the pair, as in all published code, not in its turns.
@Component
@Designate(ocd = YarnConfiguration.class)
public final class YarnStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public YarnStrategy(YarnConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedNumber(
                "factor",
                "trained lengths",
                1,
                YarnTable.MOST,
                configuration.factor(),
                "How long the window becomes; by default the least whole number that the"
                    + " length needs."),
            StrategyParameter.number(
                "betaFast",
                "turns",
                0.01,
                10000,
                configuration.betaFast(),
                "Pairs that turn more often within the trained window stay as they are."),
            StrategyParameter.number(
                "betaSlow",
                "turns",
                0.01,
                10000,
                configuration.betaSlow(),
                "Pairs that turn less often are divided by the factor."),
            StrategyParameter.derivedNumber(
                "attentionFactor",
                "",
                0.1,
                10,
                configuration.attentionFactor(),
                "What cosine and sine are multiplied by; by default it follows from the"
                    + " factor."),
            StrategyParameter.number(
                "mscale",
                "",
                0,
                10,
                configuration.mscale(),
                "Weight of the logarithm of the factor, together with mscaleAllDim; 0 for"
                    + " neither."),
            StrategyParameter.number(
                "mscaleAllDim",
                "",
                0,
                10,
                configuration.mscaleAllDim(),
                "Weight in the divisor of the attention factor; 0 for neither."),
            StrategyParameter.flag(
                "truncate",
                configuration.truncate(),
                "Whether the ends of the ramp are rounded to whole pairs."));
  }

  @Override
  public String name() {
    return "yarn";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    double factor = request.value("factor").orElse(Math.ceil(request.stretch()));
    double fast = request.number("betaFast");
    double slow = request.number("betaSlow");
    if (fast <= slow) {
      throw new StrategyRefusedException(
          "YaRN's betaFast " + fast + " must be above its betaSlow " + slow + ".");
    }
    double magnitude = request.value("attentionFactor").orElse(magnitude(factor, request));
    YarnTable yarn =
        new YarnTable(
            request.model().trainedLength(),
            factor,
            fast,
            slow,
            request.flag("truncate"),
            magnitude);
    return plan.withTables(request.model(), (kind, table) -> yarn.of(kind.ropeBase(), table));
  }

  private static double magnitude(double factor, PlanRequest request) {
    double mscale = request.number("mscale");
    double allDimensions = request.number("mscaleAllDim");
    return mscale == 0 || allDimensions == 0
        ? YarnTable.magnitude(factor, 1)
        : YarnTable.magnitude(factor, mscale) / YarnTable.magnitude(factor, allDimensions);
  }

  @Override
  public int reach(PlanRequest request) {
    return (int) (request.model().trainedLength() * request.value("factor").orElse(YarnTable.MOST));
  }
}
