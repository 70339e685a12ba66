package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Source rows as [BlockProduct] reads them, on the heap and padded with zeros, with working memory
/// for the product. Used again for the next product, by one thread.
public final class BlockSource {
  /// What S8 sources are reduced by.
  public static final int CENTRE = 128;

  /// Groups of four-bit weights whose sums are kept apart before they are scaled and added.
  static final int GROUPS = 8;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int GROUP = FourBitWeights.GROUP;
  private static final int WORK = BlockProduct.ROWS * FourBitWeights.OUTPUTS;

  /// Groups below it count as zeros: the inverse of their scale could not be written.
  private static final float SMALLEST = 1e-30f;

  final float[] sums = new float[WORK];
  final short[] shorts = new short[GROUPS * WORK];
  final int[] low = new int[WORK];
  final int[] high = new int[WORK];
  /// Something of what was read only to bring it nearer, as what nobody asks for is not read.
  int read;

  private int stride;
  private float[] values = new float[0];
  private int[] quads = new int[0];
  private short[] groups = new short[0];
  private float[] scales = new float[0];

  /// Makes room for floats.
  public void shape(int rows, int inputs, int paddedInputs) {
    stride = paddedInputs;
    if (values.length < rows * stride) {
      values = new float[rows * stride];
    }
    for (int row = 0; row < rows; row++) {
      Arrays.fill(values, row * stride + inputs, (row + 1) * stride, 0);
    }
  }

  /// Where a row begins in [#values].
  public int start(int row) {
    return row * stride;
  }

  public float[] values() {
    return values;
  }

  /// Takes rows for S8.
  ///
  /// @param u8 rows of padded inputs
  /// @param ones rows of reduced ones that follow
  public void bytes(MemorySegment u8, long rowStride, int rows, int paddedInputs, int ones) {
    stride = paddedInputs;
    if (quads.length < (rows + ones) * stride / 2) {
      quads = new int[(rows + ones) * stride / 2];
    }
    Arrays.fill(quads, quadStart(rows), quadStart(rows + ones), 0x10001);
    for (int row = 0; row < rows; row++) {
      int to = quadStart(row);
      for (int k = 0; k < stride; k += 4) {
        int four = u8.get(INT, row * rowStride + k) ^ 0x80808080;
        quads[to + k / 2] = (four << 24 >> 24) & 0xFFFF | four << 8 >> 24 << 16;
        quads[to + k / 2 + 1] = (four << 16 >> 24) & 0xFFFF | four >> 24 << 16;
      }
    }
  }

  /// Per four inputs two ints: the first and third, the second and fourth, each in a short, reduced
  /// by [#CENTRE].
  int[] quads() {
    return quads;
  }

  int quadStart(int row) {
    return row * stride / 2;
  }

  /// Quantises the values to 8 bits and a scale per group of inputs, for four-bit weights. One
  /// enters as w + 8; eight times the sum of a group, which the products hold too much, lies behind
  /// its numbers.
  ///
  /// @param vectors whether the Vector API is there
  void quantise(int rows, boolean vectors) {
    int count = rows * (stride / GROUP);
    if (scales.length < count) {
      groups = new short[count * (GROUP + 1)];
      scales = new float[count];
    }
    for (int group = 0; group < count; group++) {
      int from = group * GROUP;
      int to = group * (GROUP + 1);
      float largest = vectors ? SimdGroups.largest(values, from) : largest(from);
      float inverse = largest > SMALLEST ? Byte.MAX_VALUE / largest : 0;
      scales[group] = largest / Byte.MAX_VALUE;
      int sum =
          vectors
              ? SimdGroups.quantise(values, from, inverse, groups, to)
              : quantise(from, inverse, to);
      groups[to + GROUP] = (short) (8 * sum);
    }
  }

  private float largest(int from) {
    float largest = 0;
    for (int i = from; i < from + GROUP; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private int quantise(int from, float inverse, int to) {
    int sum = 0;
    for (int i = 0; i < GROUP; i++) {
      int whole = (int) Math.rint(values[from + i] * inverse);
      groups[to + i] = (short) whole;
      sum += whole;
    }
    return sum;
  }

  /// Groups of 32 whole numbers of -127..127 and eight times their sum, modulo 2^16.
  short[] groups() {
    return groups;
  }

  /// Where a group begins in [#groups].
  int groupStart(int row, int group) {
    return (row * (stride / GROUP) + group) * (GROUP + 1);
  }

  float[] groupScales() {
    return scales;
  }

  /// Where the scales of a row begin in [#groupScales].
  int groupScaleStart(int row) {
    return row * (stride / GROUP);
  }

  /// Padded inputs.
  int stride() {
    return stride;
  }
}
