package org.hawser.inference.api.context;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/// What a strategy is asked to plan for.
///
/// @param model the model
/// @param parameters values given or configured, each within its bounds; those that follow from
///     the model are absent unless given
/// @param horizon tokens the sequence will have at most at the end of the turn, prompt and
///     answer together, at least 1. Anything that depends on the length is chosen from this,
///     once
public record PlanRequest(ModelContext model, Map<String, Double> parameters, int horizon) {
  public PlanRequest {
    Objects.requireNonNull(model);
    parameters = Map.copyOf(parameters);
    if (horizon < 1) {
      throw new IllegalArgumentException("A horizon has at least one token, not " + horizon);
    }
  }

  /// How many times the trained length the horizon is, at least 1.
  public double stretch() {
    return Math.max(1, (double) horizon / model.trainedLength());
  }

  /// The value of a parameter, empty when it follows from the model.
  public OptionalDouble value(String name) {
    Double value = parameters.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// The value of a parameter that has a default.
  public double number(String name) {
    return value(name)
        .orElseThrow(() -> new StrategyRefusedException("Give the parameter " + name + "."));
  }

  /// The value of a parameter counted in tokens, or another whole number.
  ///
  /// @param fromModel the value when none was given
  public int whole(String name, int fromModel) {
    return (int) value(name).orElse(fromModel);
  }

  /// Whether a flag is set.
  public boolean flag(String name) {
    return value(name).orElse(0) != 0;
  }
}
