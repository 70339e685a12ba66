package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Turns blocks of one type into float32, exactly as ggml defines them. Stateless, safe from any
/// thread.
public sealed interface Dequantizer permits FloatTypes, BlocksOf32, BlocksOf256 {
  GgmlType type();

  /// Decodes one block.
  ///
  /// @param source bytes that hold the block
  /// @param offset where it begins in `source`
  /// @param target receives [GgmlType#blockElements()] floats
  /// @param at index of the first
  void block(MemorySegment source, long offset, float[] target, int at);

  /// The dequantizer of a type, empty when this engine does not read the type.
  static Optional<Dequantizer> of(GgmlType type) {
    return switch (type) {
      case F32, F16, BF16 -> Optional.of(new FloatTypes(type));
      case Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL -> Optional.of(new BlocksOf32(type));
      case Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_XS -> Optional.of(new BlocksOf256(type));
      default -> Optional.empty();
    };
  }

  /// Decodes consecutive blocks.
  ///
  /// @param source block 0 begins at its first byte
  /// @param firstBlock index of the first block to decode
  /// @param blocks how many
  /// @param target receives `blocks * blockElements` floats
  /// @param at index of the first
  default void blocks(MemorySegment source, long firstBlock, int blocks, float[] target, int at) {
    int bytes = type().blockBytes();
    int elements = type().blockElements();
    for (int i = 0; i < blocks; i++) {
      block(source, (firstBlock + i) * bytes, target, at + i * elements);
    }
  }

  /// Decodes consecutive blocks into memory, as [#blocks(MemorySegment, long, int, float[], int)].
  ///
  /// @param targetOffset byte offset in `target`
  default void blocks(
      MemorySegment source, long firstBlock, int blocks, MemorySegment target, long targetOffset) {
    int elements = type().blockElements();
    int step = Math.max(1, 1024 / elements);
    float[] buffer = new float[step * elements];
    for (int done = 0; done < blocks; done += step) {
      int count = Math.min(step, blocks - done);
      blocks(source, firstBlock + done, count, buffer, 0);
      MemorySegment.copy(
          buffer,
          0,
          target,
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          targetOffset + (long) done * elements * Float.BYTES,
          count * elements);
    }
  }
}
