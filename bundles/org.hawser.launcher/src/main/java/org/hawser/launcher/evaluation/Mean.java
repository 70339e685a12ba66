package org.hawser.launcher.evaluation;

import java.util.Arrays;

/// Numbers and what they come to.
final class Mean {
  private double[] values = new double[64];
  private int count;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  int count() {
    return count;
  }

  /// Mean, NaN of none.
  double mean() {
    return Arrays.stream(values, 0, count).average().orElse(Double.NaN);
  }

  /// Smallest number that a share of all does not exceed, NaN of none.
  ///
  /// @param share 0..1
  double quantile(double share) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[(int) Math.ceil(share * count) - 1];
  }
}
