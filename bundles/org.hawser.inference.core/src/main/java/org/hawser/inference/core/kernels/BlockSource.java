package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;

/// Source rows as [BlockProduct] reads them, on the heap and padded with zeros, with working memory
/// for the product. Used again for the next product, by one thread.
public final class BlockSource {
  /// What S8 sources are reduced by.
  public static final int CENTRE = 128;

  /// Groups of four-bit weights whose sums are kept apart before they are scaled and added.
  static final int GROUPS = 16;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int GROUP = FourBitWeights.GROUP;
  private static final int WORK = BlockProduct.ROWS * FourBitWeights.OUTPUTS;

  final float[] sums = new float[WORK];
  /// Scales of [#GROUPS].
  final float[] factors = new float[GROUPS * FourBitWeights.OUTPUTS];
  /// Sums of [#GROUPS], each in two parts.
  final short[] shorts = new short[GROUPS * WORK * 2];
  final int[] low = new int[WORK];
  final int[] high = new int[WORK];
  /// Something of what was read only to bring it nearer, as what nobody asks for is not read.
  int read;

  private int stride;
  private float[] values = new float[0];
  private int[] quads = new int[0];
  private float[] scales = new float[0];
  private int[] corrections = new int[0];

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
    quads(u8, rowStride, rows, paddedInputs, ones, 0x80808080);
    Arrays.fill(quads, quadStart(rows), quadStart(rows + ones), 0x10001);
  }

  /// Takes rows for four-bit weights.
  public void groups(GroupedSource source, int rows, int paddedInputs) {
    quads(source.numbers(), paddedInputs, rows, paddedInputs, 0, 0);
    int count = firstGroup(rows);
    if (scales.length < count) {
      scales = new float[count];
      corrections = new int[count];
    }
    MemorySegment.copy(source.scales(), FLOAT, 0, scales, 0, count);
    MemorySegment.copy(source.corrections(), INT, 0, corrections, 0, count);
  }

  /// @param more rows that there is room for
  /// @param flipped bits of four bytes
  private void quads(
      MemorySegment bytes, long rowStride, int rows, int paddedInputs, int more, int flipped) {
    stride = paddedInputs;
    if (quads.length < (rows + more) * stride / 2) {
      quads = new int[(rows + more) * stride / 2];
    }
    for (int row = 0; row < rows; row++) {
      int to = quadStart(row);
      for (int k = 0; k < stride; k += 4) {
        int four = bytes.get(INT, row * rowStride + k) ^ flipped;
        quads[to + k / 2] = (four << 24 >> 24) & 0xFFFF | four << 8 >> 24 << 16;
        quads[to + k / 2 + 1] = (four << 16 >> 24) & 0xFFFF | four >> 24 << 16;
      }
    }
  }

  /// Per four inputs two ints: the first and third, the second and fourth, each in a short; those
  /// of S8 reduced by [#CENTRE].
  int[] quads() {
    return quads;
  }

  int quadStart(int row) {
    return row * stride / 2;
  }

  float[] scales() {
    return scales;
  }

  /// As in [GroupedSource].
  int[] corrections() {
    return corrections;
  }

  /// Which of all groups is a row's first.
  int firstGroup(int row) {
    return row * (stride / GROUP);
  }

  /// Padded inputs.
  int stride() {
    return stride;
  }
}
