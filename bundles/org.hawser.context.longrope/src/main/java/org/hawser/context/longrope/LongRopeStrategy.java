package org.hawser.context.longrope;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.service.component.annotations.Component;

/// LongRoPE (Ding et al., arXiv 2402.13753, section 3): a searched divisor per pair, one list
/// for sequences up to the trained length and one beyond. The lists are the model's; they are
/// chosen by the horizon, so a sequence never changes from one to the other.
@Component
public final class LongRopeStrategy implements ContextStrategy {
  @Override
  public String name() {
    return "longrope";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of();
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    ModelContext model = request.model();
    boolean beyond = request.horizon() > model.trainedLength();
    List<Double> factors = beyond ? model.longFactors() : model.shortFactors();
    if (factors.size() * 2 != model.rotarySize()) {
      throw new StrategyRefusedException(
          "The model " + model.modelId() + " brings no LongRoPE factors: use yarn instead.");
    }
    return plan.withEachExtensible(
        model,
        (kind, layer) -> {
          RopeTable unscaled = RopeTable.unscaled(kind.ropeBase(), model.rotarySize());
          return layer.withTable(
              RopeTable.of(
                  unscaled.pairs(),
                  j -> unscaled.frequency(j) / factors.get(j),
                  magnitude(model, layer.table())));
        });
  }

  /// The magnitude of cosine and sine, unless the model names one itself.
  private static double magnitude(ModelContext model, RopeTable declared) {
    double factor = (double) model.contextLength() / model.trainedLength();
    return model.declaredScaling().equals("longrope")
        ? declared.magnitude()
        : magnitude(factor, model.trainedLength());
  }

  static double magnitude(double factor, int trained) {
    return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
  }

  @Override
  public int reach(PlanRequest request) {
    return request.model().contextLength();
  }
}
