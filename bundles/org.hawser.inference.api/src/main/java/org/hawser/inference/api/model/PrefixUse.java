package org.hawser.inference.api.model;

/// How much of the prompts of a model's answers was found computed, because an earlier prompt began
/// alike.
///
/// @param promptTokens tokens of all prompts since the model was loaded
/// @param cachedTokens how many of them were found computed
/// @param keptTokens tokens kept for prompts to come
public record PrefixUse(long promptTokens, long cachedTokens, long keptTokens) {
  /// Of a model that is not loaded, or has not answered.
  public static final PrefixUse NONE = new PrefixUse(0, 0, 0);

  /// Share of the tokens of prompts that was found computed, 0..1; 0 when there were none.
  public double hitRate() {
    return promptTokens == 0 ? 0 : (double) cachedTokens / promptTokens;
  }

  /// Of two copies of a model.
  public PrefixUse plus(PrefixUse other) {
    return new PrefixUse(
        promptTokens + other.promptTokens,
        cachedTokens + other.cachedTokens,
        keptTokens + other.keptTokens);
  }
}
