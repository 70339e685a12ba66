package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.core.serving.ResultMath.Outputs;

/// What matrices of all forms share: their memory and the check of arguments.
abstract class NativeMatrix implements ServedMatrix {
  private final ServingForm form;
  private final Arena arena;
  private final Outputs outputs;

  /// @param arena shared, closed with the matrix
  NativeMatrix(ServingForm form, Arena arena, Outputs outputs) {
    this.form = form;
    this.arena = arena;
    this.outputs = outputs;
  }

  @Override
  public final ServingForm form() {
    return form;
  }

  @Override
  public final void multiply(
      KernelThread thread,
      int rows,
      MemorySegment source,
      long sourceStride,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride,
      boolean add) {
    int step = outputStep();
    boolean ends = toOutput % step == 0 || toOutput == outputs();
    if (rows < 1
        || fromOutput < 0
        || fromOutput >= toOutput
        || toOutput > outputs()
        || fromOutput % step != 0
        || !ends) {
      throw new IllegalArgumentException(
          "No product of "
              + rows
              + " rows and outputs "
              + fromOutput
              + ".."
              + toOutput
              + " of "
              + outputs()
              + ": ranges begin and end at multiples of "
              + step);
    }
    require("source", source, (rows - 1) * sourceStride + inputs(), sourceStride - inputs());
    require("target", target, (rows - 1) * targetStride + toOutput, targetStride - toOutput);
    Target to = new Target(target, targetStride, fromOutput, toOutput, add, outputs);
    multiply(thread, rows, source, sourceStride, to);
  }

  abstract void multiply(
      KernelThread thread, int rows, MemorySegment source, long sourceStride, Target target);

  private static void require(String name, MemorySegment segment, long elements, long surplus) {
    if (surplus < 0 || segment.byteSize() < elements * Float.BYTES) {
      throw new IllegalArgumentException(
          "The " + name + " is smaller than its rows: " + elements + " elements are needed");
    }
  }

  @Override
  public final void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
