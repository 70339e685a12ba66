package org.hawser.lab;

import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.text.GenerationTokenizer;

/// The model that is measured, under any context strategy.
public interface Subject {
  GenerationTokenizer tokenizer();

  /// Tokens the model was made for.
  int window();

  /// Length of a row of logits.
  int vocabularySize();

  /// Opens an empty sequence, however far the strategies reach.
  ///
  /// @param strategy an expression such as `yarn:factor=4+log-n`
  /// @param horizon tokens it will hold at most
  /// @throws org.hawser.inference.api.context.StrategyRefusedException one sentence when the
  ///     strategies do not suit the model
  GenerationSession open(String strategy, int horizon);
}
