package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.kernels.BlockSource;

/// Turns f32 source rows into what a product reads.
final class Sources {
  private Sources() {}

  /// Copies rows.
  static void floats(
      BlockSource blocks, int inputs, int padded, int rows, MemorySegment source, long stride) {
    blocks.shape(rows, inputs, padded);
    for (int row = 0; row < rows; row++) {
      long from = row * stride * Float.BYTES;
      int to = blocks.start(row);
      MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, from, blocks.values(), to, inputs);
    }
  }

  /// Quantises rows for S8 weights into the thread's scratch memory, each with a scale of its own.
  ///
  /// @param firstRow the number the scales of the first row are kept under
  static void quantise(
      KernelThread thread, int inputs, int firstRow, int rows, MemorySegment source, long stride) {
    long padded = WeightLayout.S8_BY_64.paddedInputs(inputs);
    MemorySegment bytes = thread.sourceScratch(rows * padded);
    thread.sourceScales.rows(firstRow + rows);
    for (int row = 0; row < rows; row++) {
      MemorySegment from = source.asSlice(row * stride * Float.BYTES);
      MemorySegment to = bytes.asSlice(row * padded, padded);
      thread.sourceScales.set(firstRow + row, thread.math.quantise(from, inputs, inputs, to));
      to.asSlice(inputs).fill((byte) 0);
    }
  }

  /// Quantises rows for four-bit weights into the thread's scratch memory.
  static GroupedSource groups(
      KernelThread thread, int inputs, int rows, MemorySegment source, long stride) {
    int padded = FourBitWeights.paddedInputs(inputs);
    floats(thread.blockSource, inputs, padded, rows, source, stride);
    long numbers = aligned((long) rows * padded);
    long groups = aligned((long) rows * FourBitWeights.groups(inputs) * Float.BYTES);
    MemorySegment memory = thread.sourceScratch(numbers + 2 * groups);
    GroupedSource target =
        new GroupedSource(
            memory.asSlice(0, numbers),
            memory.asSlice(numbers, groups),
            memory.asSlice(numbers + groups, groups));
    thread.product.quantise(thread.blockSource, rows, target);
    return target;
  }

  /// As engines want every segment to begin at such a multiple.
  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, KernelThread.ALIGNMENT) * KernelThread.ALIGNMENT;
  }

  /// Rounds rows to bf16.
  static MemorySegment round(
      KernelThread thread, int inputs, int padded, int rows, MemorySegment source, long stride) {
    long row = (long) padded * Short.BYTES;
    MemorySegment halves = thread.sourceScratch(rows * row);
    for (int r = 0; r < rows; r++) {
      MemorySegment to = halves.asSlice(r * row, row);
      thread.math.toBf16(source.asSlice(r * stride * Float.BYTES), inputs, to);
      to.asSlice((long) inputs * Short.BYTES).fill((byte) 0);
    }
    return halves;
  }
}
