package org.hawser.web.api;

import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationStatistics;
import org.hawser.inference.api.model.ModelDescription;

/** A generated answer as clients see it. */
record GenerationView(
    String modelId,
    String servingForm,
    String text,
    FinishReason finishReason,
    ContextView context,
    int[] tokenIds,
    Statistics statistics) {
  /** What it took. */
  record Statistics(
      int promptTokens,
      int cachedTokens,
      int generatedTokens,
      int draftedTokens,
      int acceptedTokens,
      int steps,
      double secondsToFirstToken,
      double prefillTokensPerSecond,
      double decodeTokensPerSecond) {}

  static GenerationView of(ModelDescription model, GenerationResult result) {
    GenerationStatistics s = result.statistics();
    return new GenerationView(
        model.modelId(),
        model.servingForm(),
        result.text(),
        result.finishReason(),
        ContextView.of(result.context()),
        result.tokenIds(),
        new Statistics(
            s.promptTokens(),
            s.cachedTokens(),
            s.generatedTokens(),
            s.draftedTokens(),
            s.acceptedTokens(),
            s.steps(),
            s.secondsToFirstToken(),
            s.prefillTokensPerSecond(),
            s.decodeTokensPerSecond()));
  }
}
