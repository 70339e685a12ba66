package org.hawser.inference.core.generation;

/// How much one model does at once.
///
/// @param running answers made side by side, at least 1
/// @param waiting answers that may wait for their turn, 0 or more; further ones are refused
/// @param keptTokens tokens of finished answers whose keys and values are kept for prompts that
///     begin alike, 0 for none
/// @param draftTokens tokens guessed and checked in one step at most, 0 or more. An answer is
///     exactly what it is without guesses as long as the model computes so many rows and one more
///     as it computes one
public record GenerationLimits(int running, int waiting, int keptTokens, int draftTokens) {
  public GenerationLimits {
    if (running < 1 || waiting < 0 || keptTokens < 0 || draftTokens < 0) {
      throw new IllegalArgumentException("Limits: running is at least 1, the others at least 0.");
    }
  }

  /// With as many guesses as pay at most.
  public GenerationLimits(int running, int waiting, int keptTokens) {
    this(running, waiting, keptTokens, PromptLookup.MOST);
  }

  /// The same with guesses that leave answers exactly what they are.
  ///
  /// @param rowsAlike rows the model computes exactly as it computes one
  public GenerationLimits withRowsAlike(int rowsAlike) {
    return new GenerationLimits(running, waiting, keptTokens, Math.min(draftTokens, rowsAlike - 1));
  }
}
