package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.math.Bf16;

/// [BlockProduct] without the Vector API.
final class ScalarBlockProduct implements BlockProduct {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int GROUP = FourBitWeights.GROUP;

  @Override
  public String isa() {
    return "scalar";
  }

  @Override
  public void multiply(
      BlockedWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      MemorySegment target) {
    long block = weights.layout().bytes(output, weights.inputs());
    int step = weights.layout().outputStep();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < step; j++) {
        long to = ((long) r * step + j) * Float.BYTES;
        if (weights.layout() == WeightLayout.S8_BY_64) {
          target.set(INT, to, s8(weights, block, source, row + r, j));
        } else {
          target.set(FLOAT, to, floats(weights, block, source, source.start(row + r), j));
        }
      }
    }
  }

  private static int s8(
      BlockedWeights weights, long block, BlockSource source, int row, int output) {
    int sum = 0;
    for (int k = 0; k < weights.inputs(); k++) {
      long at = block + k / 4 * 256L + output * 4L + k % 4;
      sum += x(source, row, k) * weights.data().get(ValueLayout.JAVA_BYTE, at);
    }
    return sum;
  }

  private static int x(BlockSource source, int row, int k) {
    int pair = source.quads()[source.quadStart(row) + k / 4 * 2 + k % 2];
    return k % 4 < 2 ? pair << 16 >> 16 : pair >> 16;
  }

  private static float floats(
      BlockedWeights weights, long block, BlockSource source, int start, int output) {
    float sum = 0;
    boolean f32 = weights.layout() == WeightLayout.F32_BY_64;
    for (int k = 0; k < weights.inputs(); k++) {
      float weight =
          f32
              ? weights.data().get(FLOAT, block + (k * 64L + output) * Float.BYTES)
              : Bf16.toFloat(
                  weights.data().get(SHORT, block + k / 2 * 256L + output * 4L + k % 2 * 2L));
      sum += source.values()[start + k] * weight;
    }
    return sum;
  }

  @Override
  public void multiply(
      FourBitWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      boolean ahead,
      MemorySegment target) {
    for (int r = 0; r < rows; r++) {
      for (int n = 0; n < FourBitWeights.OUTPUTS; n++) {
        float sum = fourBits(weights, output + n, source, row + r);
        target.set(FLOAT, (r * FourBitWeights.OUTPUTS + n) * 4L, sum);
      }
    }
  }

  private static float fourBits(FourBitWeights weights, int output, BlockSource source, int row) {
    float sum = 0;
    for (int group = 0; group < FourBitWeights.groups(weights.inputs()); group++) {
      int index = source.firstGroup(row) + group;
      int whole = 0;
      for (int k = 0; k < GROUP; k++) {
        whole += x(source, row, group * GROUP + k) * number(weights, output, group * GROUP + k);
      }
      float scale = scale(weights, output, group) * source.scales()[index];
      sum = Math.fma(whole, scale, sum);
    }
    return sum;
  }

  private static int number(FourBitWeights weights, int output, int k) {
    long at = FourBitWeights.number(output, k, weights.inputs());
    int pair = weights.data().get(ValueLayout.JAVA_BYTE, at);
    return (pair >> FourBitWeights.shift(output) & 0xF) - 8;
  }

  private static float scale(FourBitWeights weights, int output, int group) {
    long at = FourBitWeights.scale(output, group, weights.inputs());
    return Float.float16ToFloat(weights.data().get(SHORT, at));
  }

  @Override
  public void quantise(BlockSource source, int rows, GroupedSource target) {
    float[] values = source.values();
    for (int group = 0; group < source.firstGroup(rows); group++) {
      float largest = largest(values, group * GROUP);
      int sum = quantise(values, group * GROUP, BlockProduct.inverse(largest), target.numbers());
      target.scales().setAtIndex(FLOAT, group, largest / Byte.MAX_VALUE);
      target.corrections().setAtIndex(INT, group, -8 * sum);
    }
  }

  private static float largest(float[] values, int from) {
    float largest = 0;
    for (int i = from; i < from + GROUP; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private static int quantise(float[] values, int from, float inverse, MemorySegment numbers) {
    int sum = 0;
    for (int i = from; i < from + GROUP; i++) {
      int whole = (int) Math.rint(values[i] * inverse);
      numbers.set(ValueLayout.JAVA_BYTE, i, (byte) whole);
      sum += whole;
    }
    return sum;
  }

  @Override
  public void unpack(FourBitWeights weights, int output, float[] factors, MemorySegment target) {
    int inputs = weights.inputs();
    int padded = WeightLayout.S8_BY_64.paddedInputs(inputs);
    for (int n = 0; n < FourBitWeights.OUTPUTS; n++) {
      for (int k = 0; k < padded; k++) {
        int stored = 0;
        if (k < inputs) {
          float scale = scale(weights, output + n, k / GROUP);
          int multiplier = BlockProduct.multiplier(scale, factors[output + n]);
          stored = number(weights, output + n, k) * multiplier + 128 >> 8;
        }
        target.set(ValueLayout.JAVA_BYTE, k / 4 * 256L + n * 4L + k % 4, (byte) stored);
      }
    }
  }
}
