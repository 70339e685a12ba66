package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.WeightLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [Kernels] engine must do with weights that the core owns, in the layouts it takes:
/// compute what plain loops in double precision compute, exactly for S8. A failure names the seed;
/// `-Dhawser.test.seed=<seed>` repeats it.
public abstract class BlockedWeightsContract {
  private static final int ROUNDS = 12;

  private final long seed = Long.getLong(KernelsCases.SEED_PROPERTY, System.nanoTime());
  private final Random random = new Random(seed);
  private Kernels kernels;
  private Arena arena;

  /// A new engine.
  protected abstract Kernels start();

  /// Ends an engine as its bundle does when it stops; ending twice does nothing.
  protected abstract void stop(Kernels kernels);

  @BeforeEach
  final void startEngine(TestReporter reporter) {
    kernels = start();
    arena = Arena.ofShared();
    reporter.publishEntry(KernelsCases.SEED_PROPERTY, Long.toString(seed));
  }

  @AfterEach
  final void stopEngine() {
    stop(kernels);
    arena.close();
  }

  @ParameterizedTest
  @EnumSource
  void productsOfAllSizesMatchPlainLoops(WeightLayout layout) {
    if (!kernels.supports(layout)) {
      return;
    }
    try (KernelStream stream = kernels.openStream(1)) {
      for (int round = 0; round < ROUNDS; round++) {
        BlockedCase product = random(layout, 1 + random.nextInt(300), 1 + random.nextInt(300));
        int outputs = product.weights().outputs();
        for (int rows : new int[] {1, 2, 1 + random.nextInt(9), 1 + random.nextInt(40)}) {
          product.check(stream, rows, 0, outputs, random.nextInt(9));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangesOfOutputsAreMultipliedAlone(WeightLayout layout) {
    if (!kernels.supports(layout)) {
      return;
    }
    int step = layout.outputStep();
    try (KernelStream stream = kernels.openStream(1)) {
      BlockedCase product = random(layout, 5 * step + 7, 96);
      product.check(stream, 5, step, 3 * step, 3);
      product.check(stream, 1, 4 * step, 5 * step + 7, 0);
      product.check(stream, 130, 5 * step, 5 * step + 7, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyRowsMatch(WeightLayout layout) {
    if (!kernels.supports(layout)) {
      return;
    }
    try (KernelStream stream = kernels.openStream(1)) {
      random(layout, 70, 65).check(stream, 659, 0, 70, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongRangesAndSmallMemoryAreRefused(WeightLayout layout) {
    if (!kernels.supports(layout)) {
      return;
    }
    try (KernelStream stream = kernels.openStream(1)) {
      BlockedCase product = random(layout, 200, 40);
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 1, 1, 200, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 1, 0, 100, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 1, 0, 201, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 2, 0, 200, -8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsMultipliedAfterTheEnd(WeightLayout layout) {
    if (!kernels.supports(layout)) {
      return;
    }
    BlockedCase product = random(layout, 64, 64);
    KernelStream stream = kernels.openStream(1);
    product.check(stream, 3, 0, 64, 0);
    stop(kernels);
    assertThatIllegalStateException().isThrownBy(() -> product.check(stream, 3, 0, 64, 0));
    assertThatIllegalStateException().isThrownBy(() -> kernels.supports(layout));
  }

  @Test
  void fourBitProductsAreThoseOfPlainLoopsToTheBit() {
    assumeTrue(kernels.supportsFourBits(), "Skipped: this engine has no four bits here");
    try (KernelStream stream = kernels.openStream(1)) {
      for (int round = 0; round < ROUNDS; round++) {
        FourBitCase product = fourBits(1 + random.nextInt(300), 1 + random.nextInt(300));
        int outputs = product.weights().outputs();
        for (int rows : new int[] {1, 2, 3, 4, 1 + random.nextInt(20)}) {
          product.check(stream, rows, 0, outputs, random.nextInt(9));
        }
      }
      FourBitCase product = fourBits(5 * 64 + 7, 2100);
      product.check(stream, 1, 64, 3 * 64, 3);
      product.check(stream, 9, 64, 5 * 64 + 7, 0);
      product.check(stream, 6, 5 * 64, 5 * 64 + 7, 1);
    }
  }

  @Test
  void wrongFourBitRangesAndSmallMemoryAreRefused() {
    assumeTrue(kernels.supportsFourBits(), "Skipped: this engine has no four bits here");
    try (KernelStream stream = kernels.openStream(1)) {
      FourBitCase product = fourBits(200, 40);
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 1, 1, 200, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 1, 0, 100, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 1, 0, 201, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> product.check(stream, 2, 0, 200, -8));
    }
  }

  @Test
  void fourBitsAreNotMultipliedAfterTheEnd() {
    assumeTrue(kernels.supportsFourBits(), "Skipped: this engine has no four bits here");
    FourBitCase product = fourBits(64, 64);
    KernelStream stream = kernels.openStream(1);
    product.check(stream, 3, 0, 64, 0);
    stop(kernels);
    assertThatIllegalStateException().isThrownBy(() -> product.check(stream, 3, 0, 64, 0));
    assertThatIllegalStateException().isThrownBy(() -> kernels.supportsFourBits());
  }

  private FourBitCase fourBits(int outputs, int inputs) {
    return new FourBitCase(outputs, inputs, random, arena);
  }

  private BlockedCase random(WeightLayout layout, int outputs, int inputs) {
    return new BlockedCase(layout, outputs, inputs, random, arena);
  }
}
