package org.hawser.inference.core.decoder;

import java.util.Arrays;

/// Cosine and sine of every angle of a table up to a position, computed when first needed. Belongs
/// to one session.
final class Rotations {
  private final RopeTable table;
  private final int half;
  private float[] cosines = {};
  private float[] sines = {};
  private int positions;

  Rotations(RopeTable table) {
    this.table = table;
    this.half = table.frequencies().length;
  }

  /// Makes [#rotate] know all positions below `end`.
  void extendTo(int end) {
    if (end <= positions) {
      return;
    }
    if (cosines.length < end * half) {
      int length = Math.max(end, 2 * positions) * half;
      cosines = Arrays.copyOf(cosines, length);
      sines = Arrays.copyOf(sines, length);
    }
    for (int position = positions; position < end; position++) {
      for (int j = 0; j < half; j++) {
        double angle = position * table.frequencies()[j];
        cosines[position * half + j] = (float) (Math.cos(angle) * table.magnitude());
        sines[position * half + j] = (float) (Math.sin(angle) * table.magnitude());
      }
    }
    positions = end;
  }

  /// Turns one head in place; dimensions beyond the table's stay.
  void rotate(float[] x, int at, int position) {
    int angle = position * half;
    for (int j = 0; j < half; j++) {
      float a = x[at + j];
      float b = x[at + half + j];
      x[at + j] = a * cosines[angle + j] - b * sines[angle + j];
      x[at + half + j] = b * cosines[angle + j] + a * sines[angle + j];
    }
  }
}
