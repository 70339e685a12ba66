package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.core.kernels.BlockProduct;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// Packs a matrix into four bits a weight. Weights stored that way already stay what they are.
final class FourBitPacker {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int OUTPUTS = FourBitWeights.OUTPUTS;
  private static final int GROUP = FourBitWeights.GROUP;
  /// The largest multiplier with which 4-bit numbers stay in shorts and become numbers of 8 bits.
  private static final float MULTIPLIER = 4064;

  private final WeightRows rows;
  private final MemorySegment data;
  private final float[] factors;
  private final float[] outputScales;
  private final int[] rowSums;

  private FourBitPacker(WeightRows rows, Arena arena) {
    int outputs = rows.outputs();
    this.rows = rows;
    long bytes = FourBitWeights.bytes(outputs, rows.inputs());
    this.data = arena.allocate(bytes, MatrixPacker.ALIGNMENT);
    this.factors = new float[Math.ceilDiv(outputs, OUTPUTS) * OUTPUTS];
    this.outputScales = new float[outputs];
    this.rowSums = new int[outputs];
  }

  /// @param arena where the matrix lives, and which it closes
  static ServedMatrix pack(WeightRows rows, Arena arena) {
    FourBitPacker packer = new FourBitPacker(rows, arena);
    packer.pack();
    return new FourBitMatrix(
        arena,
        new FourBitWeights(rows.outputs(), rows.inputs(), packer.data),
        new Outputs(packer.outputScales, packer.rowSums, rows.bias()),
        packer.factors);
  }

  private void pack() {
    float[] row = new float[rows.inputs()];
    short[] groupScales = new short[FourBitWeights.groups(rows.inputs())];
    byte[] values = new byte[groupScales.length * GROUP];
    for (int output = 0; output < rows.outputs(); output++) {
      if (!rows.fourBitRow(output, values, groupScales)) {
        rows.row(output, row);
        FourBits.quantise(row, values, groupScales);
      }
      store(output, values, groupScales);
      prepareEightBits(output, values, groupScales);
    }
  }

  private void store(int output, byte[] values, short[] groupScales) {
    int inputs = rows.inputs();
    int shift = FourBitWeights.shift(output);
    for (int k = 0; k < inputs; k++) {
      long at = FourBitWeights.number(output, k, inputs);
      int number = values[k] + 8 << shift;
      data.set(ValueLayout.JAVA_BYTE, at, (byte) (data.get(ValueLayout.JAVA_BYTE, at) | number));
    }
    for (int group = 0; group < groupScales.length; group++) {
      data.set(SHORT, FourBitWeights.scale(output, group, inputs), groupScales[group]);
    }
  }

  /// What products need that turn the weights into 8 bits.
  private void prepareEightBits(int output, byte[] values, short[] groupScales) {
    float largest = 0;
    for (short scale : groupScales) {
      largest = Math.max(largest, Math.abs(Float.float16ToFloat(scale)));
    }
    float factor = largest > 0 ? MULTIPLIER / largest : 0;
    int sum = 0;
    for (int k = 0; k < values.length; k++) {
      float scale = Float.float16ToFloat(groupScales[k / GROUP]);
      sum += values[k] * BlockProduct.multiplier(scale, factor) + 128 >> 8;
    }
    factors[output] = factor;
    outputScales[output] = largest / (MULTIPLIER / 256);
    rowSums[output] = sum;
  }
}
