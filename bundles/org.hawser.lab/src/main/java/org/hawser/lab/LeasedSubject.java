package org.hawser.lab;

import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.text.GenerationTokenizer;

/// A model of the container under the strategies of the container.
///
/// @param model open as long as this is used
record LeasedSubject(LanguageModel model, ContextStrategies strategies) implements Subject {
  @Override
  public GenerationTokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public int window() {
    return model.description().contextLength();
  }

  @Override
  public int vocabularySize() {
    return model.description().vocabularySize();
  }

  @Override
  public GenerationSession open(String strategy, int horizon) {
    ResolvedStrategy resolved =
        strategies.resolveBeyondReach(
            StrategyChoice.request(strategy), model.context(), model.plan(horizon));
    if (!resolved.notice().isEmpty()) {
      // A substitute's figures under another's name would be worse than none.
      throw new StrategyRefusedException(resolved.notice());
    }
    GenerationSession session = model.openSession(horizon);
    try {
      session.setPlan(resolved.plan(), SwapMode.KEEP, 0);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
