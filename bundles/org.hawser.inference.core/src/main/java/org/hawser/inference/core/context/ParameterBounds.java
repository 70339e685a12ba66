package org.hawser.inference.core.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.inference.api.context.StrategyParameter;

/// What configuration allows of parameters, narrower than the strategies do.
///
/// @param ranges smallest and largest value by `strategy.parameter`
record ParameterBounds(Map<String, Range> ranges) {
  private static final Pattern LINE =
      Pattern.compile(
          "([a-z][a-z0-9-]*\\.[a-zA-Z0-9]+)\\s*=\\s*(-?[\\d.]+)\\s*\\.\\.\\s*(-?[\\d.]+)");

  /// From smallest to largest value.
  record Range(double min, double max) {}

  /// Reads lines like `yarn.factor=1..8`.
  ///
  /// @throws IllegalArgumentException one sentence when a line is none
  static ParameterBounds of(String... lines) {
    Map<String, Range> ranges = new HashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "bounds holds '" + line + "': write it like yarn.factor=1..8.");
      }
      try {
        double min = Double.parseDouble(matcher.group(2));
        double max = Double.parseDouble(matcher.group(3));
        ranges.put(matcher.group(1), new Range(Math.min(min, max), Math.max(min, max)));
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException(
            "bounds holds '" + line + "', which are no numbers: write it like yarn.factor=1..8.");
      }
    }
    return new ParameterBounds(Map.copyOf(ranges));
  }

  /// Parameters of a strategy within these bounds; a default outside is moved to the nearest.
  List<StrategyParameter> narrow(String strategy, List<StrategyParameter> parameters) {
    return parameters.stream().map(parameter -> narrow(strategy, parameter)).toList();
  }

  private StrategyParameter narrow(String strategy, StrategyParameter parameter) {
    Range range = ranges.get(strategy + "." + parameter.name());
    if (range == null) {
      return parameter;
    }
    double min = Math.clamp(range.min(), parameter.min(), parameter.max());
    double max = Math.clamp(range.max(), min, parameter.max());
    OptionalDouble standard = parameter.defaultValue();
    if (standard.isPresent()) {
      standard = OptionalDouble.of(Math.clamp(standard.getAsDouble(), min, max));
    }
    return new StrategyParameter(
        parameter.name(),
        parameter.kind(),
        parameter.unit(),
        min,
        max,
        standard,
        parameter.description());
  }
}
