package org.hawser.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Numbers as NumPy 2.4 draws them.
class NumpyRandomTest {
  @Test
  void drawsWhatNumpyDraws() {
    NumpyRandom random = new NumpyRandom(3);
    int[] drawn = new int[12];
    for (int i = 0; i < drawn.length; i += 2) {
      drawn[i] = random.integer(10_000, 100_000);
      drawn[i + 1] = random.integer(0, 150_000);
    }
    assertThat(drawn)
        .containsExactly(
            83035, 12847, 26149, 35521, 26322, 120191, 88230, 87324, 13545, 14119, 39898, 64969);
  }

  @Test
  void oneNumberNeedsNoChoice() {
    assertThat(new NumpyRandom(0).integer(7, 8)).isEqualTo(7);
  }

  @Test
  void wideAndNarrowRangesAreDrawnAlike() {
    NumpyRandom wide = new NumpyRandom(20261129);
    int[] drawn = new int[8];
    Arrays.setAll(drawn, _ -> wide.integer(-5, 2_000_000_000));
    assertThat(drawn)
        .containsExactly(
            1926046978,
            441559793,
            1731453947,
            319860546,
            812432102,
            545772714,
            455074631,
            1703624586);
    NumpyRandom narrow = new NumpyRandom(0);
    Arrays.setAll(drawn, _ -> narrow.integer(0, 3));
    assertThat(drawn).containsExactly(2, 1, 1, 0, 0, 0, 0, 0);
  }
}
