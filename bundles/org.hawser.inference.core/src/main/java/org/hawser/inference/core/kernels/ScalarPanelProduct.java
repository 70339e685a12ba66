package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.hawser.inference.core.math.Erf;

/// [PanelProduct] without the Vector API.
final class ScalarPanelProduct implements PanelProduct {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final int WIDTH = 16;

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public String isa() {
    return "scalar";
  }

  @Override
  public void multiply(
      int rows, Source source, int k, MemorySegment panel, long offset, float[] sums) {
    Arrays.fill(sums, 0, rows * WIDTH, 0);
    float[] part = new float[WIDTH];
    for (int row = 0; row < rows; row++) {
      long start = source.offset() + row * source.rowStride();
      for (int from = 0; from < k; from += EXACT_DEPTH) {
        Arrays.fill(part, 0);
        for (int p = from; p < Math.min(k, from + EXACT_DEPTH); p++) {
          float factor = source.data().getAtIndex(FLOAT, start + p);
          addProducts(factor, panel, offset + (long) p * WIDTH, part);
        }
        for (int j = 0; j < WIDTH; j++) {
          sums[row * WIDTH + j] += part[j];
        }
      }
    }
  }

  private static void addProducts(float factor, MemorySegment panel, long offset, float[] part) {
    for (int j = 0; j < WIDTH; j++) {
      part[j] += factor * panel.getAtIndex(FLOAT, offset + j);
    }
  }

  @Override
  public void store(
      float[] sums, int row, Epilogue epilogue, int column, MemorySegment dst, long offset) {
    int columns = Math.min(WIDTH, epilogue.columns() - column);
    for (int j = 0; j < columns; j++) {
      float value = sums[row * WIDTH + j] * epilogue.scale();
      if (epilogue.scales() != null) {
        value *= epilogue.scales()[column + j];
      }
      if (epilogue.bias() != null) {
        value += epilogue.bias()[column + j];
      }
      float stored =
          switch (epilogue.post()) {
            case NONE -> value;
            case GELU_ERF -> Erf.gelu(value);
            case ADD_TO_DST -> value + dst.getAtIndex(FLOAT, offset + j);
          };
      dst.setAtIndex(FLOAT, offset + j, stored);
    }
  }
}
