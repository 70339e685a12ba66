package org.hawser.inference.api.context;

import java.util.Objects;
import java.util.Optional;
import org.hawser.inference.api.context.StrategyChoice.Source;

/// How an answer attended.
///
/// @param strategy expression of the strategies it was made under, empty for the model's own
///     attention
/// @param source who chose them
/// @param notice one sentence for the user when other strategies were used than chosen, else
///     empty
/// @param exact whether all tokens were computed under these strategies, as in a fresh run;
///     otherwise some were kept from a time under others, as the request allowed
/// @param tokensNoLongerVisible tokens of prompt and answer that no coming token would see in any
///     layer
/// @param tokensEvicted tokens of the prompt each head gave up for the little attention they
///     received; which ones may differ from head to head
/// @param swap what the change from other strategies did to the beginning of the prompt, when
///     that had been computed before under others
public record ContextUse(
    String strategy,
    Source source,
    String notice,
    boolean exact,
    int tokensNoLongerVisible,
    int tokensEvicted,
    Optional<StrategySwap> swap) {
  /// The model's own attention, as configured.
  public static final ContextUse OWN =
      new ContextUse("", Source.DEFAULT, "", true, 0, 0, Optional.empty());

  public ContextUse {
    Objects.requireNonNull(strategy);
    Objects.requireNonNull(source);
    Objects.requireNonNull(notice);
    Objects.requireNonNull(swap);
  }
}
