package org.hawser.inference.core.serving;

import java.util.Arrays;
import org.hawser.inference.api.kernels.FourBitWeights;

/// Rounds weights to whole numbers of four bits with a scale per group.
final class FourBits {
  private static final int GROUP = FourBitWeights.GROUP;
  /// Divisors of the number with the largest size that are tried. -8 uses all sixteen levels; the
  /// others give up levels at the edge for smaller steps.
  private static final float[] DIVISORS = {-8, -7.5f, -7, 7, 7.5f, 8.5f, -8.5f};

  private FourBits() {}

  /// @param values receives the numbers, -8..7, zeros behind the end of the row
  /// @param scales receives f16 scales, one per group
  static void quantise(float[] row, byte[] values, short[] scales) {
    Arrays.fill(values, (byte) 0);
    for (int group = 0; group < scales.length; group++) {
      int from = group * GROUP;
      int to = Math.min(row.length, from + GROUP);
      scales[group] = scale(row, from, to);
      float scale = Float.float16ToFloat(scales[group]);
      for (int k = from; k < to; k++) {
        values[k] = (byte) level(row[k], scale);
      }
    }
  }

  /// The scale with the least squared error.
  private static short scale(float[] row, int from, int to) {
    float extreme = 0;
    for (int k = from; k < to; k++) {
      if (Math.abs(row[k]) > Math.abs(extreme)) {
        extreme = row[k];
      }
    }
    short best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (float divisor : DIVISORS) {
      short candidate = Float.floatToFloat16(extreme / divisor);
      double error = error(row, from, to, Float.float16ToFloat(candidate));
      if (error < least) {
        least = error;
        best = candidate;
      }
    }
    return best;
  }

  private static double error(float[] row, int from, int to, float scale) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      double difference = row[k] - scale * level(row[k], scale);
      sum += difference * difference;
    }
    return sum;
  }

  private static int level(float weight, float scale) {
    return scale == 0 ? 0 : Math.clamp(Math.round(weight / scale), -8, 7);
  }
}
