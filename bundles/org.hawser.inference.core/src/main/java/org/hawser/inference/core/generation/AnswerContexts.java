package org.hawser.inference.core.generation;

import java.util.function.IntFunction;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.StrategyChoice.Source;
import org.hawser.inference.api.context.StrategyRefusedException;

/// Where answers learn how they attend. Called from any thread.
public interface AnswerContexts {
  /// Tokens prompt and answer may have together.
  ///
  /// @throws StrategyRefusedException one sentence when what is asked for cannot be used
  int reach(ContextRequest request);

  /// Plans one answer.
  ///
  /// @param tokens tokens prompt and answer have together at most, at most [#reach]
  /// @throws StrategyRefusedException one sentence when what is asked for cannot be used
  AnswerContext plan(ContextRequest request, int tokens);

  /// The model's own attention, whatever is asked for.
  ///
  /// @param contextLength tokens the model takes
  /// @param plans plan for a number of tokens
  static AnswerContexts ofModel(int contextLength, IntFunction<AttentionPlan> plans) {
    return new AnswerContexts() {
      @Override
      public int reach(ContextRequest request) {
        return contextLength;
      }

      @Override
      public AnswerContext plan(ContextRequest request, int tokens) {
        return new AnswerContext(plans.apply(tokens), AnswerContext.OWN, Source.DEFAULT, "");
      }
    };
  }
}
