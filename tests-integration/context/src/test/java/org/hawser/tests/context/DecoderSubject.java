package org.hawser.tests.context;

import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.lab.Subject;

/// A decoder without a container around it, measured by the lab.
record DecoderSubject(Decoder decoder, GenerationTokenizer tokenizer, ContextStrategies strategies)
    implements Subject {
  @Override
  public int window() {
    return decoder.config().contextLength();
  }

  @Override
  public int vocabularySize() {
    return decoder.config().vocabSize();
  }

  @Override
  public GenerationSession open(String strategy, int horizon) {
    return decoder.openSession(
        strategies
            .resolveBeyondReach(
                StrategyChoice.request(strategy),
                NativePlan.context(decoder.config(), "lab"),
                NativePlan.of(decoder.config(), horizon))
            .plan());
  }
}
