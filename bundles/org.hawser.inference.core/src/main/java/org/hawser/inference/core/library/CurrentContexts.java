package org.hawser.inference.core.library;

import java.util.Optional;
import java.util.function.Supplier;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.core.decoder.DecoderConfig;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.generation.AnswerContext;
import org.hawser.inference.core.generation.AnswerContexts;
import org.hawser.inference.core.generation.StrategyContexts;

/// Plans answers by the context strategies there are at the moment; by the model's own attention
/// while there are none.
record CurrentContexts(
    Supplier<Optional<ContextStrategies>> strategies, DecoderConfig config, String modelId)
    implements AnswerContexts {
  @Override
  public int reach(ContextRequest request) {
    return now().reach(request);
  }

  @Override
  public AnswerContext plan(ContextRequest request, int tokens) {
    return now().plan(request, tokens);
  }

  private AnswerContexts now() {
    return strategies
        .get()
        .<AnswerContexts>map(
            present ->
                new StrategyContexts(
                    present,
                    NativePlan.context(config, modelId),
                    rows -> NativePlan.of(config, rows)))
        .orElseGet(
            () ->
                AnswerContexts.ofModel(
                    config.contextLength(), rows -> NativePlan.of(config, rows)));
  }
}
