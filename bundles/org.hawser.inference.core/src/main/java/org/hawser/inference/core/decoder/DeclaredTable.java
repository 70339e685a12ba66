package org.hawser.inference.core.decoder;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hawser.inference.api.context.RopeTable;

/// The RoPE table a model declares: its base, changed by the scaling it names.
final class DeclaredTable {
  private DeclaredTable() {}

  /// The table of some layers.
  ///
  /// @param kind base and scaling
  /// @param size rotarySize, even
  /// @param horizon tokens the sequence will have at most
  static RopeTable of(AttentionKind kind, int size, int horizon) {
    double base = kind.ropeTheta();
    return switch (kind.scaling()) {
      case RopeScaling.None _ -> table(size, 1, plain(base, size));
      case RopeScaling.Linear linear ->
          table(size, 1, j -> plain(base, size).applyAsDouble(j) / linear.factor());
      case RopeScaling.Dynamic dynamic ->
          table(size, 1, plain(grown(dynamic, base, size, horizon), size));
      case RopeScaling.Yarn yarn -> table(size, yarn.magnitude(), yarn(yarn, base, size));
      case RopeScaling.Llama3 llama3 -> table(size, 1, llama3(llama3, base, size));
      case RopeScaling.LongRope rope -> {
        boolean beyond = horizon > rope.original();
        List<Double> factors = beyond ? rope.longFactors() : rope.shortFactors();
        yield table(size, rope.magnitude(), divided(factors, base, size));
      }
      case RopeScaling.Divisors divisors ->
          table(size, 1, divided(divisors.divisors(), base, size));
    };
  }

  private static RopeTable table(int size, double magnitude, IntToDoubleFunction frequency) {
    return new RopeTable(IntStream.range(0, size / 2).mapToDouble(frequency).toArray(), magnitude);
  }

  private static IntToDoubleFunction plain(double base, int size) {
    return j -> Math.pow(base, -2.0 * j / size);
  }

  private static IntToDoubleFunction divided(List<Double> divisors, double base, int size) {
    IntToDoubleFunction plain = plain(base, size);
    return j -> plain.applyAsDouble(j) / divisors.get(j);
  }

  private static double grown(RopeScaling.Dynamic scaling, double base, int size, int horizon) {
    double stretch = (double) Math.max(horizon, scaling.original()) / scaling.original();
    double growth = scaling.factor() * stretch - (scaling.factor() - 1);
    return base * Math.pow(growth, size / (size - 2.0));
  }

  /// High frequencies stay, low ones are divided, with a ramp over the dimensions in between.
  private static IntToDoubleFunction yarn(RopeScaling.Yarn yarn, double base, int size) {
    double first = dimension(yarn.betaFast(), yarn.original(), base, size);
    double last = dimension(yarn.betaSlow(), yarn.original(), base, size);
    double low = Math.max(yarn.truncate() ? Math.floor(first) : first, 0);
    double high = Math.min(yarn.truncate() ? Math.ceil(last) : last, size - 1);
    double width = high == low ? 0.001 : high - low;
    IntToDoubleFunction plain = plain(base, size);
    return j -> {
      double divided = Math.clamp((j - low) / width, 0, 1);
      return plain.applyAsDouble(j) * (1 - divided + divided / yarn.factor());
    };
  }

  /// The dimension that turns `rotations` times within the original context.
  private static double dimension(double rotations, int original, double base, int size) {
    double turns = original / (rotations * 2 * Math.PI);
    return size * Math.log(turns) / (2 * Math.log(base));
  }

  private static IntToDoubleFunction llama3(RopeScaling.Llama3 scaling, double base, int size) {
    double low = scaling.lowFrequencyFactor();
    double high = scaling.highFrequencyFactor();
    IntToDoubleFunction plain = plain(base, size);
    return j -> {
      double frequency = plain.applyAsDouble(j);
      double turns = scaling.original() * frequency / (2 * Math.PI);
      double kept = Math.clamp((turns - low) / (high - low), 0, 1);
      return frequency * (kept + (1 - kept) / scaling.factor());
    };
  }
}
