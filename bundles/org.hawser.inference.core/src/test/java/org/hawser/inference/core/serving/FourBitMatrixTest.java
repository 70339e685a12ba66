package org.hawser.inference.core.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.testkit.KernelsCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Few rows are the same bit for bit, whether the engine multiplies four-bit weights or the core.
class FourBitMatrixTest {
  private final long seed = Long.getLong(KernelsCases.SEED_PROPERTY, System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void enginesAndLoopsGiveTheSameBits(TestReporter reporter) {
    reporter.publishEntry(KernelsCases.SEED_PROPERTY, Long.toString(seed));
    for (int round = 0; round < 5; round++) {
      compare(1 + random.nextInt(400), 1 + random.nextInt(300), new int[] {1, 2, 3, 7, 16});
    }
  }

  @Test
  void manyOutputsAreComputedInPieces() {
    compare(4200, 33, new int[] {1, 2});
  }

  /// Such an engine gets all rows as few when it does not take eight bits.
  @Test
  void manyRowsReachTheEngineAFewAtATime() {
    compare(70, 65, new int[] {16 + 5});
  }

  private void compare(int outputs, int inputs, int[] counts) {
    PlainFourBits engine = new PlainFourBits();
    JavaKernels loops = new JavaKernels();
    RandomRows rows = RandomRows.fourBits(outputs, inputs, random);
    try (Arena arena = Arena.ofConfined();
        KernelThread engineThread = new KernelThread(engine);
        KernelThread loopThread = new KernelThread(loops);
        ServedMatrix matrix = MatrixPacker.pack(rows, ServingForm.INT4)) {
      for (int count : counts) {
        MemorySegment source = gaussians(arena, (long) count * inputs);
        int from = outputs > 64 ? 64 : 0;
        engine.outputs = 0;
        MemorySegment found = multiply(arena, engineThread, matrix, count, source, from);
        assertThat(engine.outputs).isEqualTo((outputs - from) * Math.ceilDiv(count, 16));
        MemorySegment expected = arena.allocate(found.byteSize());
        for (int row = 0; row < count; row += 16) {
          int together = Math.min(16, count - row);
          MemorySegment part = source.asSlice((long) row * inputs * Float.BYTES);
          MemorySegment.copy(
              multiply(arena, loopThread, matrix, together, part, from),
              0,
              expected,
              (long) row * outputs * Float.BYTES,
              (long) together * outputs * Float.BYTES);
        }
        assertThat(found.mismatch(expected))
            .as("%d x %d, %d rows, seed %d", outputs, inputs, count, seed)
            .isEqualTo(-1);
      }
    }
    loops.stop();
  }

  private static MemorySegment multiply(
      Arena arena,
      KernelThread thread,
      ServedMatrix matrix,
      int rows,
      MemorySegment source,
      int from) {
    int outputs = matrix.outputs();
    MemorySegment target = arena.allocate((long) rows * outputs * Float.BYTES, 64);
    int inputs = matrix.inputs();
    matrix.multiply(thread, rows, source, inputs, from, outputs, target, outputs, false);
    return target;
  }

  private MemorySegment gaussians(Arena arena, long count) {
    MemorySegment memory = arena.allocate(count * Float.BYTES, 64);
    for (long i = 0; i < count; i++) {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return memory;
  }
}
