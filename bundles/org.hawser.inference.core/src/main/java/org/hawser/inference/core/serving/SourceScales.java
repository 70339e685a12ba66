package org.hawser.inference.core.serving;

import java.util.Arrays;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;

/// How the rows of a source were quantised.
final class SourceScales {
  private float[] scales = new float[0];
  private int[] zeroPoints = new int[0];

  void rows(int rows) {
    if (scales.length < rows) {
      scales = Arrays.copyOf(scales, rows);
      zeroPoints = Arrays.copyOf(zeroPoints, rows);
    }
  }

  void set(int row, SourceQuantisation quantisation) {
    scales[row] = quantisation.scale();
    zeroPoints[row] = quantisation.zeroPoint();
  }

  float scale(int row) {
    return scales[row];
  }

  int zeroPoint(int row) {
    return zeroPoints[row];
  }
}
