package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.KernelStream;

/// One product with weights of four bits: its inputs, written where the words of [FourBitWeights]
/// say, and what plain loops make of them, to the bit.
final class FourBitCase {
  private static final int GROUP = FourBitWeights.GROUP;
  private static final float UNTOUCHED = -12345.5f;
  private static final int GUARD = 64;

  private final int inputs;
  private final int groups;
  private final byte[][] numbers;
  private final float[][] scales;
  private final FourBitWeights weights;
  private final Arena arena;
  private final Random random;

  /// @param arena holds all data
  FourBitCase(int outputs, int inputs, Random random, Arena arena) {
    this.inputs = inputs;
    this.groups = Math.ceilDiv(inputs, GROUP);
    this.random = random;
    this.arena = arena;
    this.numbers = new byte[outputs][inputs];
    this.scales = new float[outputs][groups];
    MemorySegment data = arena.allocate(FourBitWeights.bytes(outputs, inputs), 64);
    for (int n = 0; n < outputs; n++) {
      long block = (long) (n / 64) * groups * 1152;
      for (int k = 0; k < inputs; k++) {
        numbers[n][k] = (byte) (random.nextInt(16) - 8);
        int place = k % 32 / 4 * 128 + n % 64 / 32 * 64 + n % 16 * 4 + k % 4;
        long at = block + k / 32 * 1152L + place;
        int shift = n % 32 < 16 ? 0 : 4;
        int half = numbers[n][k] + 8 << shift;
        byte both = (byte) (data.get(ValueLayout.JAVA_BYTE, at) | half);
        data.set(ValueLayout.JAVA_BYTE, at, both);
      }
      for (int group = 0; group < groups; group++) {
        short half = Float.floatToFloat16((random.nextFloat() - 0.5f) / (1 << random.nextInt(20)));
        scales[n][group] = Float.float16ToFloat(half);
        long at = block + group * 1152L + 1024 + n % 64 * 2;
        data.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, half);
      }
    }
    this.weights = new FourBitWeights(outputs, inputs, data);
  }

  FourBitWeights weights() {
    return weights;
  }

  /// Multiplies rows of random numbers with a range of outputs.
  ///
  /// @param gap elements between rows of the target, beyond the outputs written
  void check(KernelStream stream, int rows, int from, int to, int gap) {
    int padded = groups * GROUP;
    MemorySegment sources = arena.allocate((long) rows * padded, 64);
    MemorySegment sourceScales = arena.allocate((long) rows * groups * Float.BYTES, 64);
    MemorySegment corrections = arena.allocate((long) rows * groups * Integer.BYTES, 64);
    for (int row = 0; row < rows; row++) {
      for (int group = 0; group < groups; group++) {
        int sum = 0;
        for (int k = group * GROUP; k < Math.min(inputs, (group + 1) * GROUP); k++) {
          int number = random.nextInt(255) - 127;
          sources.set(ValueLayout.JAVA_BYTE, (long) row * padded + k, (byte) number);
          sum += number;
        }
        int at = row * groups + group;
        sourceScales.setAtIndex(ValueLayout.JAVA_FLOAT, at, random.nextFloat());
        corrections.setAtIndex(ValueLayout.JAVA_INT, at, -8 * sum);
      }
    }
    int written = Math.ceilDiv(to - from, 64) * 64;
    int stride = written + gap;
    MemorySegment target = arena.allocate(((long) rows * stride + GUARD) * Float.BYTES, 64);
    for (long i = 0; i < target.byteSize() / Float.BYTES; i++) {
      target.setAtIndex(ValueLayout.JAVA_FLOAT, i, UNTOUCHED);
    }
    stream.matmul(
        rows,
        new GroupedSource(sources, sourceScales, corrections),
        weights,
        from,
        to,
        target,
        stride);
    for (int n = 0; n < GUARD; n++) {
      float behind = target.getAtIndex(ValueLayout.JAVA_FLOAT, (long) rows * stride + n);
      assertThat(behind).as("behind the last row").isEqualTo(UNTOUCHED);
    }
    for (int row = 0; row < rows; row++) {
      for (int n = from; n < to; n++) {
        float result = target.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * stride + n - from);
        assertThat(result)
            .as("row %d, output %d, %d inputs", row, n, inputs)
            .isEqualTo(expected(sources, sourceScales, row, n));
      }
      for (int n = written; n < stride; n++) {
        float beside = target.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * stride + n);
        assertThat(beside).as("beside row %d", row).isEqualTo(UNTOUCHED);
      }
    }
  }

  private float expected(MemorySegment sources, MemorySegment sourceScales, int row, int n) {
    float total = 0;
    for (int group = 0; group < groups; group++) {
      int sum = 0;
      for (int k = group * GROUP; k < Math.min(inputs, (group + 1) * GROUP); k++) {
        sum += numbers[n][k] * sources.get(ValueLayout.JAVA_BYTE, (long) row * groups * GROUP + k);
      }
      float scale = sourceScales.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * groups + group);
      total = Math.fma((float) sum, scales[n][group] * scale, total);
    }
    return total;
  }
}
