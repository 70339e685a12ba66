package org.hawser.inference.core.generation;

import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.model.GenerationSession;

/// Where answers get their sequences from. Called from any thread.
@FunctionalInterface
public interface SessionSource {
  /// Opens an empty session.
  ///
  /// @param plan how it attends; it holds as many tokens as the plan has rows at most
  GenerationSession open(AttentionPlan plan);
}
