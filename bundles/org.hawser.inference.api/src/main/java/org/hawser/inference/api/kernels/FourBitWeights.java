package org.hawser.inference.api.kernels;

import java.lang.foreign.MemorySegment;

/// A matrix of whole numbers of four bits, -8..7, with a scale per output and group of 32 inputs,
/// in memory of the core. Engines keep neither it nor anything made of it.
///
/// Blocks of 64 outputs hold all their inputs, group after group; both sizes are padded. A group is
/// its numbers and then its 64 f16 scales, so that memory is read as one stream. Numbers enter as
/// w + 8, four inputs of an output side by side in the bytes of an int, as dot products of bytes
/// read them: input k of output n is in byte
/// `k / 4 * 128 + n / 32 * 64 + n % 16 * 4 + k % 4` of its group (n and k counted within block and
/// group), in the lower half of the byte when `n % 32 < 16`. Padding is zero bits; as sources are
/// padded with zeros, it counts nothing. Scales are finite.
///
/// @param outputs n, without padding
/// @param inputs k, without padding
/// @param data native, little-endian, aligned to 64 bytes, [#bytes] long
public record FourBitWeights(int outputs, int inputs, MemorySegment data) {
  /// Outputs of a block. Ranges of outputs begin at multiples of it.
  public static final int OUTPUTS = 64;

  /// Inputs of a group.
  public static final int GROUP = 32;

  /// Bytes of four inputs of all outputs of a block.
  public static final int QUAD_BYTES = OUTPUTS * 4 / 2;

  /// Bytes of the numbers of a group; its scales follow.
  public static final int NUMBER_BYTES = GROUP / 4 * QUAD_BYTES;

  /// Bytes of a group.
  public static final int GROUP_BYTES = NUMBER_BYTES + OUTPUTS * Short.BYTES;

  /// @throws IllegalArgumentException when there is nothing to multiply, or the data is too small
  ///     or on the heap
  public FourBitWeights {
    if (outputs < 1 || inputs < 1) {
      throw new IllegalArgumentException(
          outputs + " outputs of " + inputs + " inputs: at least one of each is needed");
    }
    long bytes = bytes(outputs, inputs);
    if (!data.isNative() || data.byteSize() < bytes) {
      throw new IllegalArgumentException(
          "Weights need " + bytes + " bytes of native memory: " + data.byteSize() + " given");
    }
  }

  /// Groups of one output.
  public static int groups(int inputs) {
    return Math.ceilDiv(inputs, GROUP);
  }

  /// Inputs including the padding.
  public static int paddedInputs(int inputs) {
    return groups(inputs) * GROUP;
  }

  /// Bytes of a matrix; with `outputs` a multiple of [#OUTPUTS], also the offset of the block that
  /// begins with that output.
  public static long bytes(int outputs, int inputs) {
    return (long) Math.ceilDiv(outputs, OUTPUTS) * groups(inputs) * GROUP_BYTES;
  }

  /// Offset of a group of the block an output belongs to.
  public static long group(int output, int inputs, int group) {
    return bytes(output / OUTPUTS * OUTPUTS, inputs) + (long) group * GROUP_BYTES;
  }

  /// Offset of the byte that holds a number.
  public static long number(int output, int input, int inputs) {
    int n = output % OUTPUTS;
    int k = input % GROUP;
    return group(output, inputs, input / GROUP)
        + k / 4 * QUAD_BYTES
        + n / 32 * 64
        + n % 16 * 4
        + k % 4;
  }

  /// How many bits of that byte lie below the number: 0 or 4.
  public static int shift(int output) {
    return output % 32 / 16 * 4;
  }

  /// Offset of an f16 scale.
  public static long scale(int output, int group, int inputs) {
    return group(output, inputs, group) + NUMBER_BYTES + output % OUTPUTS * Short.BYTES;
  }
}
