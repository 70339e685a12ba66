package org.hawser.inference.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class RowMathTest {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final Offset<Float> CLOSE = within(2e-6f);

  private final RowMath scalar = new ScalarRowMath();
  private final RowMath simd = RowMath.best();
  private final Arena arena = Arena.ofAuto();

  @Test
  void bestIsVectorisedHere() {
    assertThat(simd).isInstanceOf(SimdRowMath.class);
  }

  @Test
  void layerNormIsThatOfTheDefinition(TestReporter reporter) {
    Random random = seeded(reporter);
    for (int columns : new int[] {16, 17, 31, 64, 384, 385}) {
      MemorySegment x = randomRows(random, 5L * columns);
      MemorySegment y = copy(x);
      float[] gamma = floats(random, columns);
      float[] beta = floats(random, columns);
      scalar.layerNorm(x, 5, gamma, beta, 1e-12f);
      simd.layerNorm(y, 5, gamma, beta, 1e-12f);
      assertClose(y, x, within(2e-5f));
    }
  }

  @Test
  void softmaxMasksTheRest(TestReporter reporter) {
    Random random = seeded(reporter);
    for (int keys = 1; keys < 70; keys++) {
      int rowLength = (keys + 15) / 16 * 16;
      MemorySegment x = randomRows(random, 3 + 4L * rowLength);
      MemorySegment y = copy(x);
      scalar.softmax(x, 3, 4, keys, rowLength);
      simd.softmax(y, 3, 4, keys, rowLength);
      assertClose(y, x, CLOSE);
      for (int i = keys; i < rowLength; i++) {
        assertThat(y.getAtIndex(FLOAT, 3 + i)).isZero();
      }
    }
  }

  @Test
  void softmaxOfExtremesIsFinite() {
    MemorySegment x = arena.allocate(16 * 4, 64);
    x.setAtIndex(FLOAT, 0, 1e30f);
    x.setAtIndex(FLOAT, 1, -1e30f);
    simd.softmax(x, 0, 1, 16, 16);
    assertThat(x.getAtIndex(FLOAT, 0)).isEqualTo(1);
    assertThat(x.getAtIndex(FLOAT, 1)).isBetween(0f, 1e-30f);
  }

  @Test
  void quantisationIsThatOfOnnx(TestReporter reporter) {
    Random random = seeded(reporter);
    for (int count : new int[] {1, 15, 16, 17, 100, 4096}) {
      MemorySegment x = randomRows(random, count);
      int measured = Math.max(1, count - 7);
      MemorySegment expected = arena.allocate(count, 64);
      MemorySegment actual = arena.allocate(count, 64);
      SourceQuantisation quantisation = scalar.quantise(x, measured, count, expected);
      assertThat(simd.quantise(x, measured, count, actual)).isEqualTo(quantisation);
      assertThat(actual.mismatch(expected)).isEqualTo(-1);
      for (int i = 0; i < measured; i++) {
        int stored = Byte.toUnsignedInt(actual.get(ValueLayout.JAVA_BYTE, i));
        float real = quantisation.scale() * (stored - quantisation.zeroPoint());
        assertThat(real).isCloseTo(x.getAtIndex(FLOAT, i), within(0.51f * quantisation.scale()));
      }
    }
  }

  @Test
  void zerosQuantiseToZero() {
    MemorySegment x = arena.allocate(64, 64);
    MemorySegment u8 = arena.allocate(16, 64);
    SourceQuantisation quantisation = simd.quantise(x, 16, 16, u8);
    assertThat(u8.get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) quantisation.zeroPoint());
  }

  @Test
  void bf16RoundsToNearestEven(TestReporter reporter) {
    Random random = seeded(reporter);
    MemorySegment x = randomRows(random, 1003);
    x.setAtIndex(FLOAT, 0, Float.intBitsToFloat(0x3f808000));
    x.setAtIndex(FLOAT, 1, Float.intBitsToFloat(0x3f818000));
    MemorySegment expected = arena.allocate(1003 * 2, 64);
    MemorySegment actual = arena.allocate(1003 * 2, 64);
    scalar.toBf16(x, 1003, expected);
    simd.toBf16(x, 1003, actual);
    assertThat(actual.mismatch(expected)).isEqualTo(-1);
    assertThat(actual.getAtIndex(ValueLayout.JAVA_SHORT, 0)).isEqualTo((short) 0x3f80);
    assertThat(actual.getAtIndex(ValueLayout.JAVA_SHORT, 1)).isEqualTo((short) 0x3f82);
    assertThat(Float.isNaN(Bf16.toFloat(Bf16.round(Float.NaN)))).isTrue();
  }

  private static Random seeded(TestReporter reporter) {
    long seed = System.nanoTime();
    reporter.publishEntry("seed", Long.toString(seed));
    return new Random(seed);
  }

  private MemorySegment randomRows(Random random, long count) {
    MemorySegment x = arena.allocate(count * Float.BYTES, 64);
    for (long i = 0; i < count; i++) {
      x.setAtIndex(FLOAT, i, (float) (3 * random.nextGaussian()));
    }
    return x;
  }

  private static float[] floats(Random random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }

  private MemorySegment copy(MemorySegment x) {
    return arena.allocate(x.byteSize(), 64).copyFrom(x);
  }

  private static void assertClose(MemorySegment actual, MemorySegment expected, Offset<Float> by) {
    for (long i = 0; i < expected.byteSize() / Float.BYTES; i++) {
      assertThat(actual.getAtIndex(FLOAT, i)).isCloseTo(expected.getAtIndex(FLOAT, i), by);
    }
  }
}
