package org.hawser.testkit;

/// erf to double precision, as the measure of kernels: Taylor series near zero, continued fraction
/// further out.
final class ErrorFunction {
  private static final double SERIES_UP_TO = 3;

  private ErrorFunction() {}

  static double erf(double x) {
    double size = Math.abs(x);
    double value = size < SERIES_UP_TO ? series(size) : 1 - complement(size);
    return Math.copySign(value, x);
  }

  private static double series(double x) {
    double sum = x;
    double power = x;
    for (int i = 1; Math.abs(power) > 1e-18; i++) {
      power *= -x * x / i;
      sum += power / (2 * i + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double complement(double x) {
    double fraction = x;
    for (int i = 60; i >= 1; i--) {
      fraction = x + i / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
