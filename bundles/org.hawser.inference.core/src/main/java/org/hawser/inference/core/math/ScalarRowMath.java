package org.hawser.inference.core.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;

/// [RowMath] one element at a time: the yardstick for the vectorised form, and what runs without
/// the Vector API.
public final class ScalarRowMath implements RowMath {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  @Override
  public void layerNorm(MemorySegment x, int rows, float[] gamma, float[] beta, float epsilon) {
    int columns = gamma.length;
    for (int row = 0; row < rows; row++) {
      long start = (long) row * columns;
      double sum = 0;
      for (int i = 0; i < columns; i++) {
        sum += x.getAtIndex(FLOAT, start + i);
      }
      double mean = sum / columns;
      double squares = 0;
      for (int i = 0; i < columns; i++) {
        double centred = x.getAtIndex(FLOAT, start + i) - mean;
        squares += centred * centred;
      }
      double factor = 1 / Math.sqrt(squares / columns + epsilon);
      for (int i = 0; i < columns; i++) {
        double centred = x.getAtIndex(FLOAT, start + i) - mean;
        x.setAtIndex(FLOAT, start + i, (float) (centred * factor * gamma[i] + beta[i]));
      }
    }
  }

  @Override
  public void softmax(MemorySegment x, long offset, int rows, int keys, int rowLength) {
    for (int row = 0; row < rows; row++) {
      long start = offset + (long) row * rowLength;
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < keys; i++) {
        largest = Math.max(largest, x.getAtIndex(FLOAT, start + i));
      }
      double sum = 0;
      for (int i = 0; i < keys; i++) {
        float power = (float) Math.exp(x.getAtIndex(FLOAT, start + i) - largest);
        x.setAtIndex(FLOAT, start + i, power);
        sum += power;
      }
      for (int i = 0; i < keys; i++) {
        x.setAtIndex(FLOAT, start + i, (float) (x.getAtIndex(FLOAT, start + i) / sum));
      }
      for (int i = keys; i < rowLength; i++) {
        x.setAtIndex(FLOAT, start + i, 0);
      }
    }
  }

  @Override
  public SourceQuantisation quantise(MemorySegment x, long measured, long count, MemorySegment u8) {
    float low = 0;
    float high = 0;
    for (long i = 0; i < measured; i++) {
      float value = x.getAtIndex(FLOAT, i);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    SourceQuantisation quantisation = RowMath.quantisation(low, high);
    for (long i = 0; i < count; i++) {
      float steps = x.getAtIndex(FLOAT, i) / quantisation.scale();
      double stored = Math.rint(steps) + quantisation.zeroPoint();
      u8.set(ValueLayout.JAVA_BYTE, i, (byte) (int) Math.clamp(stored, 0.0, 255.0));
    }
    return quantisation;
  }

  @Override
  public void toBf16(MemorySegment x, long count, MemorySegment bf16) {
    for (long i = 0; i < count; i++) {
      bf16.setAtIndex(ValueLayout.JAVA_SHORT, i, Bf16.round(x.getAtIndex(FLOAT, i)));
    }
  }
}
