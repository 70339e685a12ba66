package org.hawser.inference.api.context;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// Proposes strategies, by the rules of the papers. Safe from any thread.
@ProviderType
public interface ContextAdvisor {
  /// Proposals among the strategies installed, the most promising first; empty when none fits.
  ///
  /// @param model the model
  /// @param length tokens the sequence will have at most, prompt and answer together, at least 1
  /// @param memory tokens whose keys and values fit into memory, at least 1;
  ///     [Integer#MAX_VALUE] when that is no concern
  List<StrategyAdvice> advise(ModelContext model, int length, int memory);
}
