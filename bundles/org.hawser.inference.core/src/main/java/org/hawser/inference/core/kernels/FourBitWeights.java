package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;

/// A matrix of whole numbers of four bits with a scale per output and group of 32 inputs. Blocks of
/// 128 outputs hold all their inputs, group after group; both sizes are padded with zeros. A group
/// is 32 rows of nibbles, one per input, and then its 128 f16 scales, so that memory is read as one
/// stream. In a row of 32 shorts, output n of the block is nibble n / 32 (0 the lowest) of short
/// `2 * (n % 16) + n % 32 / 16`: a nibble of all shorts is 32 neighbours, and of the lower or the
/// upper shorts of all ints 16.
///
/// @param data native, [#bytes] long
public record FourBitWeights(int outputs, int inputs, MemorySegment data) {
  /// Outputs of a block.
  public static final int OUTPUTS = 128;

  /// Inputs of a group.
  public static final int GROUP = 32;

  /// Bytes of a row.
  static final int ROW = OUTPUTS / 2;

  /// Bytes of a group.
  static final int GROUP_BYTES = GROUP * ROW + OUTPUTS * Short.BYTES;

  /// Groups of one output.
  public static int groups(int inputs) {
    return Math.ceilDiv(inputs, GROUP);
  }

  /// Bytes of a matrix; with whole blocks of outputs also the offset of the next block.
  public static long bytes(int outputs, int inputs) {
    return (long) Math.ceilDiv(outputs, OUTPUTS) * groups(inputs) * GROUP_BYTES;
  }

  /// Offset of the first row of a group, in the block an output belongs to.
  static long group(int output, int inputs, int group) {
    return bytes(output / OUTPUTS * OUTPUTS, inputs) + (long) group * GROUP_BYTES;
  }

  /// Offset of the short that holds a weight.
  public static long weight(int output, int input, int inputs) {
    int place = 2 * (output % 16) + output % 32 / 16;
    return group(output, inputs, input / GROUP) + input % GROUP * ROW + place * Short.BYTES;
  }

  /// How many bits of that short lie below it.
  public static int shift(int output) {
    return output % OUTPUTS / 32 * 4;
  }

  /// Offset of a scale.
  public static long scale(int output, int group, int inputs) {
    return group(output, inputs, group) + GROUP * ROW + output % OUTPUTS * Short.BYTES;
  }
}
