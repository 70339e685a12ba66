package org.hawser.inference.core.context;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;

/// The parameters of a strategy, to be given values.
record ParameterValues(String strategy, List<StrategyParameter> parameters) {
  /// Values given, checked, and defaults for the others; those that follow from the model stay
  /// out.
  Map<String, Double> with(Map<String, Double> given) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (StrategyParameter parameter : parameters) {
      Double value = given.get(parameter.name());
      if (value != null) {
        values.put(parameter.name(), checked(parameter, value));
      } else {
        parameter.defaultValue().ifPresent(standard -> values.put(parameter.name(), standard));
      }
    }
    given.keySet().forEach(this::requireKnown);
    return values;
  }

  private double checked(StrategyParameter parameter, double value) {
    try {
      return parameter.check(value);
    } catch (StrategyRefusedException e) {
      throw new StrategyRefusedException(
          "In strategy " + strategy + ": " + lowered(e.getMessage()));
    }
  }

  private static String lowered(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private void requireKnown(String name) {
    if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
      String known =
          parameters.stream().map(StrategyParameter::name).collect(Collectors.joining(", "));
      throw new StrategyRefusedException(
          "The strategy "
              + strategy
              + " has no parameter "
              + name
              + (known.isEmpty() ? ": it takes none." : ": it takes " + known + "."));
    }
  }
}
