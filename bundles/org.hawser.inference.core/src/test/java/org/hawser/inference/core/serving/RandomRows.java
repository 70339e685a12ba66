package org.hawser.inference.core.serving;

import java.util.Random;

/// Random weights, as floats or as four-bit numbers with scales.
final class RandomRows implements WeightRows {
  private final int outputs;
  private final int inputs;
  private final float[] weights;
  private final float[] bias;
  private final byte[][] values;
  private final short[][] scales;

  private RandomRows(int outputs, int inputs, boolean fourBits, Random random) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.weights = new float[outputs * inputs];
    this.bias = random.nextBoolean() ? new float[outputs] : null;
    this.values = fourBits ? new byte[outputs][Math.ceilDiv(inputs, 32) * 32] : null;
    this.scales = fourBits ? new short[outputs][Math.ceilDiv(inputs, 32)] : null;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian() / 50;
    }
    if (bias != null) {
      for (int i = 0; i < outputs; i++) {
        bias[i] = random.nextFloat() - 0.5f;
      }
    }
  }

  static RandomRows floats(int outputs, int inputs, Random random) {
    return new RandomRows(outputs, inputs, false, random);
  }

  static RandomRows fourBits(int outputs, int inputs, Random random) {
    RandomRows rows = new RandomRows(outputs, inputs, true, random);
    for (int n = 0; n < outputs; n++) {
      for (int group = 0; group < rows.scales[n].length; group++) {
        // Down to subnormal numbers, of either sign, as files have them.
        float scale = (random.nextFloat() - 0.5f) * (random.nextInt(20) == 0 ? 1e-5f : 0.02f);
        rows.scales[n][group] = Float.floatToFloat16(scale);
      }
      for (int k = 0; k < inputs; k++) {
        rows.values[n][k] = (byte) (random.nextInt(16) - 8);
        float scale = Float.float16ToFloat(rows.scales[n][k / 32]);
        rows.weights[n * inputs + k] = rows.values[n][k] * scale;
      }
    }
    return rows;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public void row(int output, float[] target) {
    System.arraycopy(weights, output * inputs, target, 0, inputs);
  }

  @Override
  public boolean fourBitRow(int output, byte[] target, short[] targetScales) {
    if (values == null) {
      return false;
    }
    System.arraycopy(values[output], 0, target, 0, target.length);
    System.arraycopy(scales[output], 0, targetScales, 0, targetScales.length);
    return true;
  }

  @Override
  public float[] bias() {
    return bias;
  }
}
