package org.hawser.inference.core.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.testkit.KernelsCases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Four-bit blocks: vectors against plain loops, bit for bit.
class BlockProductTest {
  private static final int OUTPUTS = 130;
  private static final int[] INPUTS = {1, 32, 70, 1000};
  private static final int ROWS = BlockProduct.ROWS + 1;

  private final long seed = Long.getLong(KernelsCases.SEED_PROPERTY, System.nanoTime());
  private final Random random = new Random(seed);
  private final Arena arena = Arena.ofConfined();
  private final BlockProduct simd = new SimdBlockProduct();
  private final BlockProduct scalar = new ScalarBlockProduct();

  @BeforeEach
  void report(TestReporter reporter) {
    reporter.publishEntry(KernelsCases.SEED_PROPERTY, Long.toString(seed));
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void productsWithFourBitsMatchPlainLoops() {
    for (int inputs : INPUTS) {
      BlockSource source = new BlockSource();
      source.groups(quantised(values(inputs), simd), ROWS, FourBitWeights.paddedInputs(inputs));
      requireSameProducts(weights(inputs), source);
    }
  }

  private void requireSameProducts(FourBitWeights weights, BlockSource source) {
    for (int output = 0; output < OUTPUTS; output += FourBitWeights.OUTPUTS) {
      for (int rows = 1; rows <= BlockProduct.ROWS; rows++) {
        for (int row = 0; row <= ROWS - rows; row++) {
          String name = row + " + " + rows + " rows, " + weights.inputs() + " inputs, seed " + seed;
          float[] expected = product(scalar, weights, output, source, row, rows, false);
          assertThat(product(simd, weights, output, source, row, rows, false))
              .as(name)
              .isEqualTo(expected);
          assertThat(product(simd, weights, output, source, row, rows, true))
              .as("Read ahead, %s", name)
              .isEqualTo(expected);
        }
      }
    }
  }

  private float[] product(
      BlockProduct product,
      FourBitWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      boolean ahead) {
    MemorySegment target = arena.allocate((long) rows * FourBitWeights.OUTPUTS * Float.BYTES, 64);
    product.multiply(weights, output, source, row, rows, ahead, target);
    return target.toArray(ValueLayout.JAVA_FLOAT);
  }

  /// Sums of a group reach as far as they can.
  @Test
  void extremeNumbersMatchPlainLoops() {
    for (int weight : new int[] {0x00, 0xFF, 0x0F, 0xF0}) {
      for (int number : new int[] {127, -127}) {
        FourBitWeights weights = weights(64);
        for (int group = 0;
            group < weights.data().byteSize();
            group += FourBitWeights.GROUP_BYTES) {
          weights.data().asSlice(group, FourBitWeights.NUMBER_BYTES).fill((byte) weight);
        }
        GroupedSource groups = room(64);
        groups.numbers().fill((byte) number);
        for (int i = 0; i < ROWS * 2; i++) {
          groups.scales().setAtIndex(ValueLayout.JAVA_FLOAT, i, 1 + random.nextFloat());
          groups.corrections().setAtIndex(ValueLayout.JAVA_INT, i, -8 * 32 * number);
        }
        BlockSource source = new BlockSource();
        source.groups(groups, ROWS, 64);
        requireSameProducts(weights, source);
      }
    }
  }

  @Test
  void quantisedSourcesAreTheSame() {
    BlockSource values = values(70);
    // Halves are rounded to even: the largest of a group keeps its numbers as they are.
    for (int k = 0; k < 64; k++) {
      values.values()[k] = k % 32 == 0 ? 127 : k - 31.5f;
    }
    Arrays.fill(values.values(), values.start(1), values.start(2), 0);
    // Too small to be told from zero, and what a broken model computes.
    Arrays.fill(values.values(), values.start(2), values.start(2) + 32, 1e-38f);
    values.values()[values.start(2) + 40] = Float.NaN;
    values.values()[values.start(2) + 69] = Float.NEGATIVE_INFINITY;
    GroupedSource found = quantised(values, simd);
    GroupedSource expected = quantised(values, scalar);
    assertThat(found.numbers().mismatch(expected.numbers())).as("seed %d", seed).isEqualTo(-1);
    assertThat(found.scales().toArray(ValueLayout.JAVA_FLOAT))
        .as("seed %d", seed)
        .isEqualTo(expected.scales().toArray(ValueLayout.JAVA_FLOAT));
    assertThat(found.corrections().mismatch(expected.corrections()))
        .as("seed %d", seed)
        .isEqualTo(-1);
    assertThat(found.numbers().asSlice(70, 26).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
  }

  @Test
  void correctionsAreEightTimesTheSum() {
    GroupedSource groups = quantised(values(40), simd);
    for (int group = 0; group < ROWS * 2; group++) {
      int sum = 0;
      for (int k = 0; k < FourBitWeights.GROUP; k++) {
        sum += groups.numbers().get(ValueLayout.JAVA_BYTE, group * FourBitWeights.GROUP + k);
      }
      assertThat(groups.corrections().getAtIndex(ValueLayout.JAVA_INT, group))
          .as("seed %d", seed)
          .isEqualTo(-8 * sum);
    }
  }

  @Test
  void blocksOfEightBitsAreTheSame() {
    for (int inputs : INPUTS) {
      FourBitWeights weights = weights(inputs);
      float[] factors = new float[3 * FourBitWeights.OUTPUTS];
      for (int n = 0; n < factors.length; n++) {
        factors[n] = 4064 / (0.01f + random.nextFloat() / 100);
      }
      long bytes = WeightLayout.S8_BY_64.bytes(FourBitWeights.OUTPUTS, inputs);
      for (int output = 0; output < OUTPUTS; output += FourBitWeights.OUTPUTS) {
        MemorySegment found = arena.allocate(bytes, 64).fill((byte) 9);
        MemorySegment expected = arena.allocate(bytes, 64);
        simd.unpack(weights, output, factors, found);
        scalar.unpack(weights, output, factors, expected);
        assertThat(found.mismatch(expected)).as("%d inputs, seed %d", inputs, seed).isEqualTo(-1);
      }
    }
  }

  /// Random bits, those of the padding as well.
  private FourBitWeights weights(int inputs) {
    MemorySegment data = arena.allocate(FourBitWeights.bytes(OUTPUTS, inputs), 64);
    for (long i = 0; i < data.byteSize(); i++) {
      data.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    for (int n = 0; n < 3 * FourBitWeights.OUTPUTS; n++) {
      for (int group = 0; group < FourBitWeights.groups(inputs); group++) {
        short scale = Float.floatToFloat16((random.nextFloat() - 0.5f) / 50);
        data.set(ValueLayout.JAVA_SHORT, FourBitWeights.scale(n, group, inputs), scale);
      }
    }
    return new FourBitWeights(OUTPUTS, inputs, data);
  }

  private BlockSource values(int inputs) {
    BlockSource source = new BlockSource();
    source.shape(ROWS, inputs, FourBitWeights.paddedInputs(inputs));
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < inputs; k++) {
        source.values()[source.start(row) + k] = (float) random.nextGaussian();
      }
    }
    return source;
  }

  private GroupedSource quantised(BlockSource values, BlockProduct product) {
    GroupedSource target = room(values.stride());
    product.quantise(values, ROWS, target);
    return target;
  }

  private GroupedSource room(int paddedInputs) {
    long numbers = (long) ROWS * paddedInputs;
    long groups = numbers / FourBitWeights.GROUP * Float.BYTES;
    return new GroupedSource(
        arena.allocate(numbers, 64), arena.allocate(groups, 64), arena.allocate(groups, 64));
  }
}
