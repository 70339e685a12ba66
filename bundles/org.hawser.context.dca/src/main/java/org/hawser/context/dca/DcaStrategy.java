package org.hawser.context.dca;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/// Dual Chunk Attention (An et al., arXiv 2402.17463, section 3): keys have their positions
/// within their chunk; a query has three, for its own chunk, the one before and all older ones.
/// As the authors' code does it, where the largest distance is the chunk size.
@Component
@Designate(ocd = DcaConfiguration.class)
public final class DcaStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public DcaStrategy(DcaConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedWhole(
                "chunkSize",
                "tokens",
                2,
                1048576,
                configuration.chunkSize(),
                "Largest distance; by default three quarters of the model's window."),
            StrategyParameter.derivedWhole(
                "localWindow",
                "tokens",
                1,
                1048576,
                configuration.localWindow(),
                "Tokens of the chunk before that keep their distances; by default an"
                    + " eighth of the model's window."));
  }

  @Override
  public String name() {
    return "dca";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int length = request.model().contextLength();
    int size = request.whole("chunkSize", length - length / 4);
    int local = request.whole("localWindow", Math.max(1, length / 8));
    if (size > length || local >= size) {
      throw new StrategyRefusedException(
          "Dual Chunk Attention needs localWindow below chunkSize and chunkSize of at most the"
              + " model's "
              + length
              + " tokens, not "
              + local
              + " and "
              + size
              + ".");
    }
    int step = size - local;
    KeyPositions inChunk = KeyPositions.modulo(step);
    int rows = plan.rows();
    Span own = Span.of(rows, row -> row / step * step, row -> row + 1, row -> row % step, inChunk);
    Span before =
        Span.of(
            rows,
            row -> (row / step - 1) * step,
            row -> row / step * step,
            row -> Math.min(row % step + step, size),
            inChunk);
    Span older =
        Span.of(
            rows,
            _ -> 0,
            row -> (row / step - 1) * step,
            _ -> Math.min(2 * step - 1, size),
            inChunk);
    return plan.withSpans(request.model(), _ -> List.of(own, before, older));
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
