package org.hawser.context.lminfinite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
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

/// LM-Infinite (Han et al., arXiv 2308.16137, section 4): each token sees the last ones and the
/// first ones, the latter at a bounded distance, and optionally the tokens between whose logits
/// are highest, at half that distance.
@Component
@Designate(ocd = LmInfiniteConfiguration.class)
public final class LmInfiniteStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public LmInfiniteStrategy(LmInfiniteConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.derivedWhole(
                "local",
                "tokens",
                1,
                1048576,
                configuration.local(),
                "Last tokens that are seen at their distances; by default the model's"
                    + " window."),
            StrategyParameter.whole(
                "global",
                "tokens",
                0,
                65536,
                configuration.global(),
                "First tokens that stay visible."),
            StrategyParameter.derivedWhole(
                "limit",
                "tokens",
                1,
                1048576,
                configuration.limit(),
                "Distance at which the first tokens are seen once they are far; by"
                    + " default local."),
            StrategyParameter.whole(
                "topK",
                "tokens",
                0,
                4096,
                configuration.topK(),
                "Tokens between that are seen nevertheless, those with the highest"
                    + " logits; 0 for none."));
  }

  @Override
  public String name() {
    return "lm-infinite";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int length = request.model().contextLength();
    int local = request.whole("local", length);
    int global = request.whole("global", 0);
    int limit = request.whole("limit", local);
    int topK = request.whole("topK", 0);
    if (local > length || limit > length) {
      throw new StrategyRefusedException(
          "LM-Infinite's local and limit must not be above the model's " + length + " tokens.");
    }
    int rows = plan.rows();
    List<Span> spans = new ArrayList<>();
    spans.add(Span.window(rows, local));
    if (global > 0) {
      spans.add(far(rows, 0, row -> Math.min(global, row + 1 - local), limit));
    }
    if (topK > 0) {
      spans.add(far(rows, global, row -> row + 1 - local, limit / 2.0).strongest(topK));
    }
    return plan.withSpans(request.model(), _ -> spans);
  }

  /// Cells seen at one distance: their keys are not rotated, the query is.
  private static Span far(int rows, int from, IntUnaryOperator to, double distance) {
    return Span.of(rows, _ -> from, to, _ -> distance, KeyPositions.UNROTATED);
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
