package org.hawser.inference.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.testkit.KernelsCases;
import org.junit.jupiter.api.Test;

/// Four-bit blocks, which no engine multiplies: vectors against plain loops.
class BlockProductTest {
  private final long seed = Long.getLong(KernelsCases.SEED_PROPERTY, System.nanoTime());
  private final Random random = new Random(seed);
  private final BlockProduct simd = new SimdBlockProduct();
  private final BlockProduct scalar = new ScalarBlockProduct();

  @Test
  void productsWithFourBitsMatchPlainLoops() {
    try (Arena arena = Arena.ofConfined()) {
      for (int inputs : new int[] {1, 32, 70, 1000}) {
        FourBitWeights weights = weights(256, inputs, arena);
        BlockSource source = source(inputs);
        for (int rows = 1; rows <= BlockProduct.ROWS; rows++) {
          MemorySegment found = arena.allocate(rows * 128 * 4L, 64);
          MemorySegment expected = arena.allocate(rows * 128 * 4L, 64);
          simd.multiply(weights, 128, source, 1, rows, true, found);
          scalar.multiply(weights, 128, source, 1, rows, true, expected);
          MemorySegment plain = arena.allocate(rows * 128 * 4L, 64);
          simd.multiply(weights, 128, source, 1, rows, false, plain);
          assertThat(plain.mismatch(found)).as("%d rows, seed %d", rows, seed).isEqualTo(-1);
          for (int i = 0; i < rows * 128; i++) {
            float value = expected.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            assertThat(found.getAtIndex(ValueLayout.JAVA_FLOAT, i))
                .as("element %d of %d rows, %d inputs, seed %d", i, rows, inputs, seed)
                .isCloseTo(value, within(1e-4f + 1e-4f * Math.abs(value)));
          }
        }
      }
    }
  }

  @Test
  void quantisedSourcesAreTheSame() {
    int rows = BlockProduct.ROWS + 1;
    BlockSource found = source(70);
    // Halves are rounded to even: the largest of a group keeps its numbers as they are.
    for (int k = 0; k < 64; k++) {
      found.values()[k] = k % 32 == 0 ? 127 : k - 31.5f;
    }
    Arrays.fill(found.values(), found.start(1), found.start(2), 0);
    // Too small to be told from zero, and what a broken model computes.
    Arrays.fill(found.values(), found.start(2), found.start(2) + 32, 1e-38f);
    found.values()[found.start(2) + 40] = Float.NaN;
    found.values()[found.start(2) + 70] = Float.NEGATIVE_INFINITY;
    BlockSource expected = new BlockSource();
    expected.shape(rows, 70, 96);
    System.arraycopy(found.values(), 0, expected.values(), 0, rows * 96);
    simd.quantise(found, rows);
    scalar.quantise(expected, rows);
    assertThat(found.groups()).as("seed %d", seed).isEqualTo(expected.groups());
    assertThat(found.groupScales()).as("seed %d", seed).isEqualTo(expected.groupScales());
  }

  @Test
  void blocksOfEightBitsAreTheSame() {
    try (Arena arena = Arena.ofConfined()) {
      for (int inputs : new int[] {1, 32, 70, 1000}) {
        FourBitWeights weights = weights(256, inputs, arena);
        float[] factors = new float[256];
        for (int n = 0; n < factors.length; n++) {
          factors[n] = 4064 / (0.01f + random.nextFloat() / 100);
        }
        long bytes = WeightLayout.S8_BY_64.bytes(128, inputs);
        MemorySegment found = arena.allocate(bytes, 64).fill((byte) 9);
        MemorySegment expected = arena.allocate(bytes, 64);
        simd.unpack(weights, 128, factors, found);
        scalar.unpack(weights, 128, factors, expected);
        assertThat(found.mismatch(expected)).as("%d inputs, seed %d", inputs, seed).isEqualTo(-1);
      }
    }
  }

  private FourBitWeights weights(int outputs, int inputs, Arena arena) {
    MemorySegment data = arena.allocate(FourBitWeights.bytes(outputs, inputs), 64);
    for (long i = 0; i < data.byteSize(); i++) {
      data.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    for (int n = 0; n < outputs; n++) {
      for (int group = 0; group < FourBitWeights.groups(inputs); group++) {
        short scale = Float.floatToFloat16((random.nextFloat() - 0.5f) / 50);
        data.set(ValueLayout.JAVA_SHORT, FourBitWeights.scale(n, group, inputs), scale);
      }
    }
    return new FourBitWeights(outputs, inputs, data);
  }

  private BlockSource source(int inputs) {
    int rows = BlockProduct.ROWS + 1;
    BlockSource source = new BlockSource();
    source.shape(rows, inputs, FourBitWeights.groups(inputs) * FourBitWeights.GROUP);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < inputs; k++) {
        source.values()[source.start(row) + k] = (float) random.nextGaussian();
      }
    }
    simd.quantise(source, rows);
    return source;
  }
}
