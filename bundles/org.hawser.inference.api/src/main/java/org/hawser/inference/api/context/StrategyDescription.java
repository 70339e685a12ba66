package org.hawser.inference.api.context;

import java.util.List;
import java.util.Objects;

/// An installed strategy.
///
/// @param name its name
/// @param parameters its parameters; bounds are narrowed where the configuration says so
/// @param provider bundle it comes from, name and version
public record StrategyDescription(
    String name, List<StrategyParameter> parameters, String provider) {
  public StrategyDescription {
    Objects.requireNonNull(name);
    Objects.requireNonNull(provider);
    parameters = List.copyOf(parameters);
  }
}
