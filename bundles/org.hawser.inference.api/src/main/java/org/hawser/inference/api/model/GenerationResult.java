package org.hawser.inference.api.model;

import java.util.Objects;
import org.hawser.inference.api.context.ContextUse;

/// An answer.
///
/// @param text the answer without special tokens and without the stop string that ended it
/// @param tokenIds every token generated, the one that ended the answer included
/// @param context which context strategies it was made under, and what that cost
public record GenerationResult(
    String text,
    int[] tokenIds,
    FinishReason finishReason,
    GenerationStatistics statistics,
    ContextUse context) {
  public GenerationResult {
    Objects.requireNonNull(text);
    tokenIds = tokenIds.clone();
    Objects.requireNonNull(finishReason);
    Objects.requireNonNull(statistics);
    Objects.requireNonNull(context);
  }

  @Override
  public int[] tokenIds() {
    return tokenIds.clone();
  }
}
