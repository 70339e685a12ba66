package org.hawser.context.streaming;

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

/// StreamingLLM (Xiao et al., arXiv 2309.17453, section 3): the first tokens and the last ones
/// are kept, at the positions they have in the cache. Endless, but what is between is
/// forgotten.
@Component
@Designate(ocd = StreamingConfiguration.class)
public final class StreamingStrategy implements ContextStrategy {
  private final List<StrategyParameter> parameters;

  @Activate
  public StreamingStrategy(StreamingConfiguration configuration) {
    parameters =
        List.of(
            StrategyParameter.whole(
                "sinks", "tokens", 0, 65536, configuration.sinks(), "First tokens that are kept."),
            StrategyParameter.derivedWhole(
                "recent",
                "tokens",
                1,
                1048576,
                configuration.recent(),
                "Last tokens that are kept beside the one being read; by default as many"
                    + " as the model's window holds."));
  }

  @Override
  public String name() {
    return "streaming";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return parameters;
  }

  @Override
  public AttentionPlan apply(AttentionPlan plan, PlanRequest request) {
    int length = request.model().contextLength();
    int sinks = request.whole("sinks", 0);
    int recent = request.whole("recent", length - sinks - 1);
    if (recent < 1 || (long) sinks + recent + 1 > length) {
      throw new StrategyRefusedException(
          "StreamingLLM's sinks and recent and the token being read must fit into the model's "
              + length
              + " tokens: lower them.");
    }
    int rows = plan.rows();
    Span first =
        Span.of(
            rows,
            _ -> 0,
            row -> Math.min(sinks, row + 1),
            row -> Math.min(row, sinks + recent),
            KeyPositions.STORED);
    Span last =
        Span.of(
            rows,
            row -> Math.max(sinks, row - recent),
            row -> row + 1,
            row -> row,
            KeyPositions.STORED);
    return plan.withSpans(request.model(), _ -> List.of(first, last));
  }

  @Override
  public int reach(PlanRequest request) {
    return Integer.MAX_VALUE;
  }
}
