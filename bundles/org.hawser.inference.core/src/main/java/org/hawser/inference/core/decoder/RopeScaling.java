package org.hawser.inference.core.decoder;

import java.util.List;

/// Scaling of rotary frequencies a model declares. `original` is the context length in tokens
/// before scaling.
public sealed interface RopeScaling {
  /// The scaling with its parameters, for people.
  default String description() {
    return switch (this) {
      case None _ -> "none";
      case Linear linear -> "linear x" + plain(linear.factor());
      case Dynamic dynamic -> over("dynamic", dynamic.factor(), dynamic.original());
      case Yarn yarn -> over("yarn", yarn.factor(), yarn.original());
      case Llama3 llama3 -> over("llama3", llama3.factor(), llama3.original());
      case LongRope rope -> "longrope over " + rope.original();
      case Divisors _ -> "divisors";
    };
  }

  private static String over(String name, double factor, int original) {
    return name + " x" + plain(factor) + " over " + original;
  }

  private static String plain(double factor) {
    return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
  }

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
