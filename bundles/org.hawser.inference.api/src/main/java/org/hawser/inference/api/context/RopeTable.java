package org.hawser.inference.api.context;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// How far each pair of dimensions of a query or key turns per position (RoFormer, section 3.2,
/// arXiv 2104.09864). Pair j is dimensions j and j + size/2.
public final class RopeTable {
  private final double[] frequencies;
  private final double magnitude;

  /// @param frequencies radians per position, rotarySize/2 of them, finite; copied
  /// @param magnitude factor of cosine and sine of queries and keys, so that logits get its
  ///     square; above 0
  public RopeTable(double[] frequencies, double magnitude) {
    this.frequencies = frequencies.clone();
    this.magnitude = magnitude;
    if (!Arrays.stream(frequencies).allMatch(Double::isFinite)
        || !(magnitude > 0 && magnitude < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A RoPE table has finite frequencies and magnitude.");
    }
  }

  /// The table a base gives by itself: pair j turns by base^(-2j/size).
  ///
  /// @param base theta of RoPE, above 0
  /// @param rotarySize dimensions that are rotated, even
  public static RopeTable unscaled(double base, int rotarySize) {
    return of(rotarySize / 2, j -> Math.pow(base, -2.0 * j / rotarySize), 1);
  }

  /// A table given by a function of the pair.
  public static RopeTable of(int pairs, IntToDoubleFunction frequency, double magnitude) {
    return new RopeTable(IntStream.range(0, pairs).mapToDouble(frequency).toArray(), magnitude);
  }

  /// Number of pairs.
  public int pairs() {
    return frequencies.length;
  }

  /// Radians per position of a pair.
  public double frequency(int pair) {
    return frequencies[pair];
  }

  /// A copy of all frequencies.
  public double[] frequencies() {
    return frequencies.clone();
  }

  /// Factor of cosine and sine.
  public double magnitude() {
    return magnitude;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RopeTable table
        && magnitude == table.magnitude
        && Arrays.equals(frequencies, table.frequencies);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(frequencies) * 31 + Double.hashCode(magnitude);
  }

  @Override
  public String toString() {
    return "RopeTable[" + frequencies.length + " pairs, magnitude " + magnitude + "]";
  }
}
