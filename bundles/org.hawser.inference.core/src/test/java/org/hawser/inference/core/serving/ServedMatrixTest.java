package org.hawser.inference.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.testkit.KernelsCases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Products of every form on random shapes against plain loops in double precision. Errors are the
/// root mean square over all results, relative to that of a sum of independent terms.
class ServedMatrixTest {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final long seed = Long.getLong(KernelsCases.SEED_PROPERTY, System.nanoTime());
  private final Random random = new Random(seed);
  private final Arena arena = Arena.ofShared();
  private final JavaKernels kernels = new JavaKernels();
  private KernelThread thread;

  @BeforeEach
  void open(TestReporter reporter) {
    reporter.publishEntry(KernelsCases.SEED_PROPERTY, Long.toString(seed));
    thread = new KernelThread(kernels);
  }

  @AfterEach
  void close() {
    thread.close();
    kernels.stop();
    arena.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AUTO", "AS_STORED"})
  void productsStayWithinTheErrorOfTheirForm(ServingForm form) {
    double bound =
        switch (form) {
          case F32 -> 1e-6;
          case BF16 -> 4e-3;
          case INT8, INT4 -> 2e-2;
          default -> throw new IllegalArgumentException(form.name());
        };
    for (int round = 0; round < 6; round++) {
      RandomRows rows = rows(form, 1 + random.nextInt(400), 16 + random.nextInt(300));
      try (ServedMatrix matrix = MatrixPacker.pack(rows, form)) {
        for (int count : new int[] {1, 2, 3, 4, 7, 33, 150}) {
          boolean add = random.nextBoolean();
          assertThat(error(matrix, rows, count, add))
              .as("%s %d x %d, %d rows, seed %d", form, rows.outputs(), rows.inputs(), count, seed)
              .isLessThan(bound);
        }
      }
    }
  }

  private RandomRows rows(ServingForm form, int outputs, int inputs) {
    return form == ServingForm.INT4
        ? RandomRows.fourBits(outputs, inputs, random)
        : RandomRows.floats(outputs, inputs, random);
  }

  private double error(ServedMatrix matrix, RandomRows rows, int count, boolean add) {
    int inputs = rows.inputs();
    int outputs = rows.outputs();
    long stride = inputs + random.nextInt(5);
    long targetStride = outputs + random.nextInt(5);
    MemorySegment source = gaussians(count * stride);
    MemorySegment target = gaussians(count * targetStride);
    float[] before = target.toArray(FLOAT);
    int half = outputs / 2 / matrix.outputStep() * matrix.outputStep();
    if (half > 0) {
      matrix.multiply(thread, count, source, stride, 0, half, target, targetStride, add);
    }
    matrix.multiply(thread, count, source, stride, half, outputs, target, targetStride, add);
    double errors = 0;
    double sizes = 0;
    float[] row = new float[inputs];
    for (int n = 0; n < outputs; n++) {
      rows.row(n, row);
      for (int m = 0; m < count; m++) {
        long at = m * targetStride + n;
        double expected = (rows.bias() == null ? 0 : rows.bias()[n]) + (add ? before[(int) at] : 0);
        sizes += expected * expected;
        for (int k = 0; k < inputs; k++) {
          double term = source.getAtIndex(FLOAT, m * stride + k) * (double) row[k];
          expected += term;
          sizes += term * term;
        }
        errors += Math.pow(target.getAtIndex(FLOAT, at) - expected, 2);
      }
    }
    return Math.sqrt(errors / (sizes + 1e-9));
  }

  private MemorySegment gaussians(long count) {
    MemorySegment memory = arena.allocate(count * Float.BYTES, 64);
    for (long i = 0; i < count; i++) {
      memory.setAtIndex(FLOAT, i, (float) random.nextGaussian());
    }
    return memory;
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AUTO", "AS_STORED"})
  void aRowAloneIsTheSameBitForBit(ServingForm form) {
    RandomRows rows = rows(form, 200, 130);
    try (ServedMatrix matrix = MatrixPacker.pack(rows, form)) {
      int count = Math.min(40, matrix.rowsAlike());
      MemorySegment source = gaussians(count * 130L);
      MemorySegment together = gaussians(count * 200L);
      MemorySegment alone = gaussians(200);
      matrix.multiply(thread, count, source, 130, 0, 200, together, 200, false);
      for (int m = 0; m < count; m++) {
        MemorySegment row = source.asSlice(m * 130L * Float.BYTES);
        matrix.multiply(thread, 1, row, 130, 0, 200, alone, 200, false);
        long from = m * 200L * Float.BYTES;
        assertThat(together.asSlice(from, 800).toArray(ValueLayout.JAVA_INT))
            .as("row %d, seed %d", m, seed)
            .isEqualTo(alone.toArray(ValueLayout.JAVA_INT));
      }
    }
  }

  @Test
  void formsTakeTheBytesTheyPromise() {
    RandomRows rows = RandomRows.floats(256, 512, random);
    assertThat(bytes(rows, ServingForm.F32)).isEqualTo(256 * 512 * 4);
    assertThat(bytes(rows, ServingForm.BF16)).isEqualTo(256 * 512 * 2);
    assertThat(bytes(rows, ServingForm.INT8)).isEqualTo(256 * 512);
    assertThat(bytes(rows, ServingForm.INT4)).isEqualTo(256 * 512 * 9 / 16);
  }

  private static long bytes(WeightRows rows, ServingForm form) {
    try (ServedMatrix matrix = MatrixPacker.pack(rows, form)) {
      return matrix.bytes();
    }
  }

  @Test
  void wrongArgumentsAndClosedMatricesAreRefused() {
    RandomRows rows = RandomRows.floats(200, 40, random);
    ServedMatrix matrix = MatrixPacker.pack(rows, ServingForm.INT8);
    MemorySegment source = gaussians(40);
    MemorySegment target = gaussians(200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.multiply(thread, 1, source, 40, 3, 200, target, 200, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.multiply(thread, 1, source, 40, 0, 100, target, 200, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.multiply(thread, 2, source, 40, 0, 200, target, 200, false));
    matrix.close();
    matrix.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> matrix.multiply(thread, 1, source, 40, 0, 200, target, 200, false));
    assertThatIllegalStateException().isThrownBy(() -> MatrixPacker.pack(rows, ServingForm.AUTO));
  }
}
