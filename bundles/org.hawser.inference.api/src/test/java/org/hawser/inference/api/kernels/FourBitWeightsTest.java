package org.hawser.inference.api.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class FourBitWeightsTest {
  private static final int OUTPUTS = 128;
  private static final int INPUTS = 96;

  @Test
  void everyNumberAndScaleHasItsOwnPlace() {
    BitSet taken = new BitSet();
    for (int n = 0; n < OUTPUTS; n++) {
      for (int k = 0; k < INPUTS; k++) {
        long at = FourBitWeights.number(n, k, INPUTS) * 8 + FourBitWeights.shift(n);
        take(taken, at, 4);
      }
      for (int group = 0; group < FourBitWeights.groups(INPUTS); group++) {
        take(taken, FourBitWeights.scale(n, group, INPUTS) * 8, 16);
      }
    }
    assertThat(taken.length()).isEqualTo(FourBitWeights.bytes(OUTPUTS, INPUTS) * 8);
    assertThat(taken.cardinality()).isEqualTo(taken.length());
  }

  private static void take(BitSet taken, long from, int bits) {
    int first = Math.toIntExact(from);
    assertThat(taken.get(first, first + bits).isEmpty()).isTrue();
    taken.set(first, first + bits);
  }

  /// Engines with code of their own count on these.
  @Test
  void fourInputsOfAnOutputAreSideBySide() {
    assertThat(FourBitWeights.number(0, 3, INPUTS)).isEqualTo(3);
    assertThat(FourBitWeights.number(1, 0, INPUTS)).isEqualTo(4);
    assertThat(FourBitWeights.number(16, 0, INPUTS)).isZero();
    assertThat(FourBitWeights.number(32, 0, INPUTS)).isEqualTo(64);
    assertThat(FourBitWeights.number(0, 4, INPUTS)).isEqualTo(128);
    assertThat(FourBitWeights.number(0, 32, INPUTS)).isEqualTo(1152);
    assertThat(FourBitWeights.number(64, 0, INPUTS)).isEqualTo(3 * 1152);
    assertThat(FourBitWeights.shift(15)).isZero();
    assertThat(FourBitWeights.shift(16)).isEqualTo(4);
    assertThat(FourBitWeights.shift(32)).isZero();
    assertThat(FourBitWeights.scale(1, 0, INPUTS)).isEqualTo(1024 + 2);
  }

  @Test
  void sizesArePadded() {
    assertThat(FourBitWeights.bytes(65, 33)).isEqualTo(2 * 2 * 1152);
    assertThat(FourBitWeights.paddedInputs(33)).isEqualTo(64);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment small = arena.allocate(4 * 1152 - 1);
      assertThatIllegalArgumentException().isThrownBy(() -> new FourBitWeights(65, 33, small));
    }
    MemorySegment heap = MemorySegment.ofArray(new byte[4 * 1152]);
    assertThatIllegalArgumentException().isThrownBy(() -> new FourBitWeights(65, 33, heap));
  }
}
