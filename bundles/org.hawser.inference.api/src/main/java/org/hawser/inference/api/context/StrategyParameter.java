package org.hawser.inference.api.context;

import java.util.Objects;
import java.util.OptionalDouble;

/// A parameter of a strategy. Values are numbers; a flag is 0 or 1.
///
/// @param name camel case, as in configuration, API and command line
/// @param kind which numbers it takes
/// @param unit such as `tokens`, empty for plain numbers
/// @param min smallest value
/// @param max largest value
/// @param defaultValue value when none is given, within the bounds; empty when it then follows
///     from model and length
/// @param description one sentence
public record StrategyParameter(
    String name,
    Kind kind,
    String unit,
    double min,
    double max,
    OptionalDouble defaultValue,
    String description) {
  /// Which numbers a parameter takes.
  public enum Kind {
    NUMBER,
    WHOLE,
    FLAG
  }

  /// @throws StrategyRefusedException when the default is not a value it takes
  public StrategyParameter {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(unit);
    Objects.requireNonNull(description);
    if (!name.matches("[a-z][A-Za-z0-9]*") || !(min <= max)) {
      throw new IllegalArgumentException("Not a strategy parameter: " + name);
    }
    defaultValue.ifPresent(value -> check(name, kind, min, max, value));
  }

  /// A number with a default.
  public static StrategyParameter number(
      String name, String unit, double min, double max, double defaultValue, String description) {
    return new StrategyParameter(
        name, Kind.NUMBER, unit, min, max, OptionalDouble.of(defaultValue), description);
  }

  /// A whole number with a default.
  public static StrategyParameter whole(
      String name, String unit, int min, int max, int defaultValue, String description) {
    return new StrategyParameter(
        name, Kind.WHOLE, unit, min, max, OptionalDouble.of(defaultValue), description);
  }

  /// Yes or no.
  public static StrategyParameter flag(String name, boolean defaultValue, String description) {
    return new StrategyParameter(
        name, Kind.FLAG, "", 0, 1, OptionalDouble.of(defaultValue ? 1 : 0), description);
  }

  /// A number that follows from model and length while none is configured.
  ///
  /// @param configured 0 for none
  public static StrategyParameter derivedNumber(
      String name, String unit, double min, double max, double configured, String description) {
    return new StrategyParameter(
        name, Kind.NUMBER, unit, min, max, configured(configured), description);
  }

  /// A whole number that follows from model and length while none is configured.
  ///
  /// @param configured 0 for none
  public static StrategyParameter derivedWhole(
      String name, String unit, int min, int max, int configured, String description) {
    return new StrategyParameter(
        name, Kind.WHOLE, unit, min, max, configured(configured), description);
  }

  private static OptionalDouble configured(double value) {
    return value == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// The value, when it is one this parameter takes.
  ///
  /// @throws StrategyRefusedException otherwise
  public double check(double value) {
    return check(name, kind, min, max, value);
  }

  private static double check(String name, Kind kind, double min, double max, double value) {
    boolean whole = kind == Kind.NUMBER || value == Math.rint(value);
    if (!(value >= min && value <= max) || !whole) {
      throw new StrategyRefusedException(
          "The parameter "
              + name
              + " takes "
              + range(kind, min, max)
              + ", not "
              + plain(value)
              + ".");
    }
    return value;
  }

  private static String range(Kind kind, double min, double max) {
    return switch (kind) {
      case FLAG -> "true or false";
      case WHOLE -> "a whole number from " + plain(min) + " to " + plain(max);
      case NUMBER -> "a number from " + plain(min) + " to " + plain(max);
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
