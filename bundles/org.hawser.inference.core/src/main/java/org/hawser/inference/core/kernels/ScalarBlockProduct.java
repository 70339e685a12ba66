package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.hawser.inference.api.kernels.BlockedWeights;
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
    int start = source.quadStart(row);
    for (int k = 0; k < weights.inputs(); k++) {
      int pair = source.quads()[start + k / 4 * 2 + k % 2];
      int x = k % 4 < 2 ? pair << 16 >> 16 : pair >> 16;
      long at = block + k / 4 * 256L + output * 4L + k % 4;
      sum += x * weights.data().get(ValueLayout.JAVA_BYTE, at);
    }
    return sum;
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
    int groups = FourBitWeights.groups(weights.inputs());
    for (int r = 0; r < rows; r++) {
      for (int n = 0; n < FourBitWeights.OUTPUTS; n++) {
        float sum = 0;
        for (int group = 0; group < groups; group++) {
          int start = source.groupStart(row + r, group);
          int part = 0;
          for (int k = 0; k < GROUP; k++) {
            part += source.groups()[start + k] * nibble(weights, output + n, group * GROUP + k);
          }
          sum +=
              part
                  * (scale(weights, output + n, group)
                      * source.groupScales()[source.groupScaleStart(row + r) + group]);
        }
        target.set(FLOAT, (r * FourBitWeights.OUTPUTS + n) * 4L, sum);
      }
    }
  }

  private static int nibble(FourBitWeights weights, int output, int k) {
    int quad = weights.data().get(SHORT, FourBitWeights.weight(output, k, weights.inputs()));
    return quad << 28 - FourBitWeights.shift(output) >> 28;
  }

  private static float scale(FourBitWeights weights, int output, int group) {
    long at = FourBitWeights.scale(output, group, weights.inputs());
    return Float.float16ToFloat(weights.data().get(SHORT, at));
  }

  @Override
  public void quantise(BlockSource source, int rows) {
    source.quantise(rows, false);
  }

  @Override
  public void unpack(FourBitWeights weights, int output, float[] factors, MemorySegment target) {
    int inputs = weights.inputs();
    int padded = WeightLayout.S8_BY_64.paddedInputs(inputs);
    for (int n = 0; n < FourBitWeights.OUTPUTS; n++) {
      long to = (long) (n / 64) * padded * 64 + n % 64 * 4;
      for (int k = 0; k < padded; k++) {
        int stored = 0;
        if (k < FourBitWeights.groups(inputs) * GROUP) {
          float scale = scale(weights, output + n, k / GROUP);
          int multiplier = BlockProduct.multiplier(scale, factors[output + n]);
          stored = nibble(weights, output + n, k) * multiplier + 128 >> 8;
        }
        target.set(ValueLayout.JAVA_BYTE, to + k / 4 * 256L + k % 4, (byte) stored);
      }
    }
  }
}
