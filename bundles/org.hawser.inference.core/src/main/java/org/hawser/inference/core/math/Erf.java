package org.hawser.inference.core.math;

/// Coefficients of Abramowitz and Stegun 7.1.26: erf to 1.5e-7 absolute.
public final class Erf {
  static final float P = 0.3275911f;
  static final float A1 = 0.254829592f;
  static final float A2 = -0.284496736f;
  static final float A3 = 1.421413741f;
  static final float A4 = -1.453152027f;
  static final float A5 = 1.061405429f;
  static final float INVERSE_ROOT_TWO = 0.70710678118f;

  private Erf() {}

  /// Gaussian error linear unit, `x * Φ(x)`.
  public static float gelu(float x) {
    double z = Math.abs(x) * (double) INVERSE_ROOT_TWO;
    double t = 1 / (1 + P * z);
    double tail = t * (A1 + t * (A2 + t * (A3 + t * (A4 + t * A5)))) * Math.exp(-z * z);
    return (float) (x < 0 ? 0.5 * x * tail : 0.5 * x * (2 - tail));
  }
}
