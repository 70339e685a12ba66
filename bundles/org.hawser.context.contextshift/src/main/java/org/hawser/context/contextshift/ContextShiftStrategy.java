package org.hawser.context.contextshift;

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

/// Context shift (llama.cpp's `n_keep`): when the window is full, the first tokens stay, half of
/// the others is forgotten, the rest moves down. The baseline the published methods improve on.
@Component
@Designate(ocd = ContextShiftConfiguration.class)
public final class ContextShiftStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public ContextShiftStrategy(ContextShiftConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.whole(
                "keep",
                "tokens",
                0,
                1048576,
                configuration.keep(),
                "First tokens that are never forgotten."));
  }

  @Override
  public String name() {
    return "context-shift";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int length = request.model().contextLength();
    int keep = request.whole("keep", 0);
    if (keep > length - 2) {
      throw new StrategyRefusedException(
          "Context shift's keep "
              + keep
              + " leaves nothing to forget of the model's "
              + length
              + " tokens: lower it.");
    }
    int[] forgotten = forgotten(plan.rows(), length, keep);
    Span first =
        Span.of(
            plan.rows(),
            _ -> 0,
            row -> Math.min(keep, row + 1),
            row -> row - forgotten[row],
            KeyPositions.STORED);
    Span rest =
        Span.of(
            plan.rows(),
            row -> keep + forgotten[row],
            row -> row + 1,
            row -> row,
            KeyPositions.STORED);
    return plan.withSpans(request.model(), _ -> List.of(first, rest));
  }

  /// Tokens forgotten when a row is read; the window holds that row too.
  private static int[] forgotten(int rows, int length, int keep) {
    int[] forgotten = new int[rows];
    for (int row = 1; row < rows; row++) {
      int held = row - forgotten[row - 1];
      forgotten[row] = forgotten[row - 1] + (held < length ? 0 : (held - keep) / 2);
    }
    return forgotten;
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
