package org.hawser.inference.core.decoder;

import java.util.List;

/// Scaling of rotary frequencies a model declares. `original` is the context length in tokens
/// before scaling.
public sealed interface RopeScaling {
  /// Frequencies as trained.
  record None() implements RopeScaling {}

  /// Positions divided by a factor.
  record Linear(double factor) implements RopeScaling {}

  /// NTK-aware: the base grows once the sequence is longer than `original`.
  record Dynamic(double factor, int original) implements RopeScaling {}

  /// @param magnitude factor of cos and sin
  /// @param truncate whether the borders of the ramp are rounded to whole dimensions
  record Yarn(
      double factor,
      int original,
      double betaFast,
      double betaSlow,
      double magnitude,
      boolean truncate)
      implements RopeScaling {
    /// The magnitude YaRN recommends, times `weight`.
    static double magnitude(double factor, double weight) {
      return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }
  }

  record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int original)
      implements RopeScaling {}

  /// A divisor per frequency, one list for sequences up to `original`, one for longer ones.
  ///
  /// @param magnitude factor of cos and sin
  record LongRope(
      List<Double> shortFactors, List<Double> longFactors, int original, double magnitude)
      implements RopeScaling {
    static double magnitude(double factor, int original) {
      return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
    }

    @Override
    public String toString() {
      return "LongRope[original=" + original + ", magnitude=" + magnitude + "]";
    }
  }

  /// A divisor per frequency, whatever the length.
  record Divisors(List<Double> divisors) implements RopeScaling {
    @Override
    public String toString() {
      return "Divisors[" + divisors.size() + "]";
    }
  }
}
