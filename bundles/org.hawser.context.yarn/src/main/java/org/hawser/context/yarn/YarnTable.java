package org.hawser.context.yarn;

import org.hawser.inference.api.context.RopeTable;

/// The frequencies of YaRN.
///
/// @param trained trained window in tokens
/// @param factor how many times it is extended
/// @param fast turns within the trained window from which on a pair stays as it is
/// @param slow turns down from which a pair is divided by the factor
/// @param truncate whether the ends of the ramp between are rounded to whole pairs
/// @param magnitude factor of cosine and sine
record YarnTable(
    int trained, double factor, double fast, double slow, boolean truncate, double magnitude) {
  static final int MOST = 256;

  /// The magnitude the paper recommends, its logarithm weighted.
  static double magnitude(double factor, double weight) {
    return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
  }

  /// The table made of an unscaled one.
  RopeTable of(double base, RopeTable unscaled) {
    int pairs = unscaled.pairs();
    double first = pairTurning(fast, base, pairs);
    double last = pairTurning(slow, base, pairs);
    double low = Math.max(truncate ? Math.floor(first) : first, 0);
    double high = Math.min(truncate ? Math.ceil(last) : last, 2 * pairs - 1);
    double width = high == low ? 0.001 : high - low;
    return RopeTable.of(
        pairs,
        j -> {
          double divided = Math.clamp((j - low) / width, 0, 1);
          return unscaled.frequency(j) * (1 - divided + divided / factor);
        },
        magnitude);
  }

  /// The pair, as a fraction, that turns so often within the trained window.
  private double pairTurning(double turns, double base, int pairs) {
    return pairs * Math.log(trained / (turns * 2 * Math.PI)) / Math.log(base);
  }
}
