package org.hawser.lab;

import java.util.Arrays;

/// Loss by position: minus the natural logarithm of the probability the model gave each token of a
/// document, behind all tokens before it, as a mean over documents.
///
/// @param losses of the tokens at positions 1, 2, ...
public record PositionLosses(double[] losses) {
  public PositionLosses {
    losses = losses.clone();
  }

  @Override
  public double[] losses() {
    return losses.clone();
  }

  /// Mean over all positions.
  public double mean() {
    return mean(1, losses.length + 1);
  }

  /// Mean over the last positions.
  public double tail(int count) {
    return mean(Math.max(1, losses.length + 1 - count), losses.length + 1);
  }

  /// Mean over the positions from one up to, not including, another.
  ///
  /// @param from position, 1 for the first that is predicted
  public double mean(int from, int to) {
    return Arrays.stream(losses, from - 1, to - 1).average().orElseThrow();
  }
}
