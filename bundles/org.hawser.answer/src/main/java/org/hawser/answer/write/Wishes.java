package org.hawser.answer.write;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.Sampling;

/// How the runs of one answer are asked for.
///
/// @param context which context strategies
/// @param temperature 0 for the most probable token each time
/// @param seed of the random choices, 0 for another one each time
public record Wishes(ContextRequest context, double temperature, long seed) {
  private static final float TOP_P = 0.95f;

  GenerationRequest request(AskedModel model, List<PromptMessage> messages, int maxTokens) {
    return GenerationRequest.of(model.prompt(messages))
        .withMaxTokens(maxTokens)
        .withSampling(sampling(model.isPlain() ? AskedModel.PLAIN_STOPS : List.of()))
        .withContext(context);
  }

  private Sampling sampling(List<String> stops) {
    long drawn = seed == 0 ? ThreadLocalRandom.current().nextLong() : seed;
    float topP = temperature == 0 ? 1 : TOP_P;
    return new Sampling(1, (float) temperature, 0, topP, 0, drawn, stops);
  }
}
