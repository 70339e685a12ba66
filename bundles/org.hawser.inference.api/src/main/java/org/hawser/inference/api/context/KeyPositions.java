package org.hawser.inference.api.context;

/// Which position the keys of a span are rotated to, from the position `p` each was stored with.
///
/// @param rule how
/// @param a first number of the rule
/// @param b second number of the rule
public record KeyPositions(Rule rule, double a, double b) {
  /// `p` itself.
  public static final KeyPositions STORED = new KeyPositions(Rule.STORED, 0, 0);

  /// Position 0 for all: keys are not rotated.
  public static final KeyPositions UNROTATED = constant(0);

  /// How positions follow from stored ones.
  public enum Rule {
    /// `p`
    STORED,
    /// `floor(p / a) + b`
    FLOOR_DIVIDED,
    /// `p mod a`
    MODULO,
    /// `a * p + b`
    SCALED,
    /// `b`
    CONSTANT
  }

  public KeyPositions {
    boolean divides = rule == Rule.FLOOR_DIVIDED || rule == Rule.MODULO;
    if (!Double.isFinite(a) || !Double.isFinite(b) || divides && !(a > 0)) {
      throw new IllegalArgumentException("No position follows from " + rule + " " + a + " " + b);
    }
  }

  public static KeyPositions floorDivided(int divisor, double offset) {
    return new KeyPositions(Rule.FLOOR_DIVIDED, divisor, offset);
  }

  public static KeyPositions modulo(int divisor) {
    return new KeyPositions(Rule.MODULO, divisor, 0);
  }

  public static KeyPositions scaled(double factor, double offset) {
    return new KeyPositions(Rule.SCALED, factor, offset);
  }

  public static KeyPositions constant(double position) {
    return new KeyPositions(Rule.CONSTANT, 0, position);
  }

  /// The position of a key.
  ///
  /// @param stored position it was stored with
  public double of(int stored) {
    return switch (rule) {
      case STORED -> stored;
      case FLOOR_DIVIDED -> Math.floor(stored / a) + b;
      case MODULO -> stored % a;
      case SCALED -> a * stored + b;
      case CONSTANT -> b;
    };
  }
}
