package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.WeightLayout;

/// One product with weights of the core: its inputs, written where the layout's words say, and what
/// plain loops make of them.
public final class BlockedCase {
  /// Relative to the sum of the sizes of all terms: room for f32 sums in any order.
  private static final double TOLERANCE = 1e-5;

  private static final float UNTOUCHED = -12345.5f;

  private final WeightLayout layout;
  private final int outputs;
  private final int inputs;
  private final double[] weights;
  private final BlockedWeights blocked;
  private final Arena arena;
  private final Random random;

  /// @param arena holds all data
  public BlockedCase(WeightLayout layout, int outputs, int inputs, Random random, Arena arena) {
    this.layout = layout;
    this.outputs = outputs;
    this.inputs = inputs;
    this.random = random;
    this.arena = arena;
    this.weights = new double[outputs * inputs];
    MemorySegment data = arena.allocate(layout.bytes(outputs, inputs), 64);
    for (int n = 0; n < outputs; n++) {
      for (int k = 0; k < inputs; k++) {
        weights[n * inputs + k] = put(data, n, k);
      }
    }
    this.blocked = new BlockedWeights(layout, outputs, inputs, data);
  }

  private double put(MemorySegment data, int n, int k) {
    long block = (long) (n / 64) * 64 * layout.paddedInputs(inputs);
    int column = n % 64;
    switch (layout) {
      case F32_BY_64 -> {
        float value = random.nextFloat() * 2 - 1;
        data.setAtIndex(ValueLayout.JAVA_FLOAT, block + k * 64L + column, value);
        return value;
      }
      case BF16_BY_64 -> {
        float value = Tensor.bfloat16(random.nextFloat() * 2 - 1);
        long at = block + k / 2 * 128L + column * 2 + k % 2;
        data.setAtIndex(ValueLayout.JAVA_SHORT, at, (short) (Float.floatToIntBits(value) >>> 16));
        return value;
      }
      case S8_BY_64 -> {
        int value = random.nextInt(255) - 127;
        data.set(ValueLayout.JAVA_BYTE, block + k / 4 * 256L + column * 4 + k % 4, (byte) value);
        return value;
      }
      default -> throw new IllegalArgumentException("No test data for " + layout);
    }
  }

  public BlockedWeights weights() {
    return blocked;
  }

  /// Multiplies random rows and compares all results, and the memory between them.
  ///
  /// @param gap elements between rows of the source, and of the target
  public void check(KernelStream stream, int rows, int from, int to, int gap) {
    int padded = layout.paddedInputs(inputs);
    long sourceStride = padded + gap;
    int count = to - from;
    long targetStride = count + gap;
    MemorySegment source = arena.allocate(rows * sourceStride * layout.sourceBytes(), 64);
    double[] x = new double[rows * inputs];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < inputs; k++) {
        x[row * inputs + k] = putSource(source, row * sourceStride + k);
      }
    }
    MemorySegment target = arena.allocate(rows * targetStride * Float.BYTES, 64);
    for (long i = 0; i < rows * targetStride; i++) {
      target.setAtIndex(ValueLayout.JAVA_FLOAT, i, UNTOUCHED);
    }
    stream.matmul(rows, source, sourceStride, blocked, from, to, target, targetStride);
    for (int row = 0; row < rows; row++) {
      for (int n = from; n < to; n++) {
        compare(x, row, n, target, row * targetStride + n - from);
      }
      for (int i = count; i < targetStride; i++) {
        assertThat(target.getAtIndex(ValueLayout.JAVA_FLOAT, row * targetStride + i))
            .as("memory behind row %d of %s", row, this)
            .isEqualTo(UNTOUCHED);
      }
    }
  }

  private double putSource(MemorySegment source, long at) {
    switch (layout) {
      case F32_BY_64 -> {
        float value = random.nextFloat() * 2 - 1;
        source.setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
        return value;
      }
      case BF16_BY_64 -> {
        float value = Tensor.bfloat16(random.nextFloat() * 2 - 1);
        source.setAtIndex(ValueLayout.JAVA_SHORT, at, (short) (Float.floatToIntBits(value) >>> 16));
        return value;
      }
      case S8_BY_64 -> {
        int value = random.nextInt(256);
        source.set(ValueLayout.JAVA_BYTE, at, (byte) value);
        return value;
      }
      default -> throw new IllegalArgumentException("No test data for " + layout);
    }
  }

  private void compare(double[] x, int row, int n, MemorySegment target, long at) {
    double sum = 0;
    double size = 1;
    for (int k = 0; k < inputs; k++) {
      double term = x[row * inputs + k] * weights[n * inputs + k];
      sum += term;
      size += Math.abs(term);
    }
    if (layout == WeightLayout.S8_BY_64) {
      assertThat(target.getAtIndex(ValueLayout.JAVA_INT, at))
          .as("row %d, output %d of %s", row, n, this)
          .isEqualTo((int) sum);
    } else {
      assertThat((double) target.getAtIndex(ValueLayout.JAVA_FLOAT, at))
          .as("row %d, output %d of %s", row, n, this)
          .isCloseTo(sum, within(TOLERANCE * size));
    }
  }

  @Override
  public String toString() {
    return layout + " " + inputs + " inputs, " + outputs + " outputs";
  }
}
