package org.hawser.context.ntkbyparts;

import org.hawser.inference.api.context.StrategyParameter;

/// Mixes two frequencies of a pair by how often it turns within the trained window, linear in
/// the index of the pair as all published code does it.
///
/// @param base theta of RoPE
/// @param pairs pairs of dimensions
/// @param trained trained window in tokens
record Ramp(double base, int pairs, int trained) {
  static final int MOST = 256;

  /// @param fast turns from which on `kept` is taken
  /// @param slow turns down from which `scaled` is taken
  double mix(int pair, double fast, double slow, double scaled, double kept) {
    double low = Math.max(Math.floor(pairTurning(fast)), 0);
    double high = Math.min(Math.ceil(pairTurning(slow)), 2 * pairs - 1);
    double width = high == low ? 0.001 : high - low;
    double share = Math.clamp((pair - low) / width, 0, 1);
    return kept * (1 - share) + scaled * share;
  }

  /// The pair, as a fraction, that turns so often within the trained window.
  private double pairTurning(double turns) {
    return pairs * Math.log(trained / (turns * 2 * Math.PI)) / Math.log(base);
  }

  static StrategyParameter factor(double configured) {
    return StrategyParameter.derivedNumber(
        "factor",
        "trained lengths",
        1,
        MOST,
        configured,
        "How long the window becomes; by default the least whole number that the length needs.");
  }
}
