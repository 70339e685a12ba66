package org.hawser.inference.api.kernels;

/// How a weight matrix `[outputs, inputs]` lies in memory that the core owns and engines only read.
/// Each layout is one that native engines multiply at full speed and that a plain loop reads as one
/// stream, so that neither a change of engine nor a change of kernel needs another copy.
///
/// Outputs come in blocks of [#outputStep()]; a block holds all its inputs, and blocks follow each
/// other. Both sizes are padded with zeros. Numbers are little-endian.
public enum WeightLayout {
  /// f32 in blocks of 64 outputs: element (n, k) at `[n/64][k][n%64]`; inputs padded to 16. Known
  /// to oneDNN as `BA16a64b`. Sources and results are f32.
  F32_BY_64(64, 16, 32),
  /// bf16 in blocks of 64 outputs: element (n, k) at `[n/64][k/2][n%64][k%2]`; inputs padded to 32.
  /// `BA16a64b2a`. Sources are bf16, results f32.
  BF16_BY_64(64, 32, 16),
  /// s8, -127..127, in blocks of 64 outputs: element (n, k) at `[n/64][k/4][n%64][k%4]`; inputs
  /// padded to 64. `BA16a64b4a`. Sources are u8, results the exact s32 sums of stored numbers:
  /// scales and zero points are the caller's, who can then count on the same sums from every
  /// engine.
  S8_BY_64(64, 64, 8);

  private final int outputStep;
  private final int inputStep;
  private final int bits;

  WeightLayout(int outputStep, int inputStep, int bits) {
    this.outputStep = outputStep;
    this.inputStep = inputStep;
    this.bits = bits;
  }

  /// Outputs of a block. Ranges of outputs begin at multiples of it.
  public int outputStep() {
    return outputStep;
  }

  /// Outputs including the padding.
  public int paddedOutputs(int outputs) {
    return Math.ceilDiv(outputs, outputStep) * outputStep;
  }

  /// Inputs including the padding.
  public int paddedInputs(int inputs) {
    return Math.ceilDiv(inputs, inputStep) * inputStep;
  }

  /// Bytes of a matrix; with `outputs` a multiple of [#outputStep()], also the offset of the block
  /// that begins with that output.
  public long bytes(int outputs, int inputs) {
    return (long) paddedOutputs(outputs) * paddedInputs(inputs) * bits / Byte.SIZE;
  }

  /// Bytes of one source element.
  public int sourceBytes() {
    return switch (this) {
      case F32_BY_64 -> Float.BYTES;
      case BF16_BY_64 -> Short.BYTES;
      case S8_BY_64 -> 1;
    };
  }
}
