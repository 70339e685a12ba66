package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;

/// A weight matrix `[outputs, inputs]` in memory, ready to be multiplied by any thread. A product
/// runs on the calling thread alone; threads share one by taking ranges of outputs, or of rows,
/// of their own.
public interface ServedMatrix extends AutoCloseable {
  int outputs();

  int inputs();

  /// Ranges of outputs begin at multiples of this, 64 or 128.
  int outputStep();

  /// Native bytes held.
  long bytes();

  ServingForm form();

  /// `target[m,n] = sum over k of source[m,k] * weights[n,k] + bias[n]`, for a range of outputs.
  /// A row's result does not depend on the other rows as long as there are no more than
  /// [#rowsAlike()].
  ///
  /// @param thread of the calling thread
  /// @param rows at least 1
  /// @param source f32, native; element k of row m at `m * sourceStride + k`
  /// @param sourceStride elements, at least [#inputs()]
  /// @param fromOutput first output, a multiple of [#outputStep()]
  /// @param toOutput end of the range: a multiple as well, or [#outputs()]
  /// @param target f32, native; output n of row m at `m * targetStride + n`, whatever the range
  /// @param targetStride elements, at least [#outputs()]
  /// @param add whether to add to what stands in the target
  /// @throws IllegalStateException when the engine or the matrix is gone; the target holds
  ///     garbage
  void multiply(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride,
      boolean add);

  /// Rows of one product up to which each row's result is bit for bit what it is alone. More rows
  /// may go through an engine, with other rounding.
  int rowsAlike();

  /// Rows of one product up to which loops of the core multiply; more go through the engine where
  /// it takes the layout.
  int fewRows();

  /// Gives the memory back; products that still run fail.
  @Override
  void close();
}
