package org.hawser.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionLossesTest {
  private final PositionLosses losses = new PositionLosses(new double[] {1, 2, 3, 6});

  @Test
  void meansAreOverPositions() {
    assertThat(losses.mean()).isEqualTo(3);
    assertThat(losses.mean(1, 3)).isEqualTo(1.5);
    assertThat(losses.mean(4, 5)).isEqualTo(6);
    assertThat(losses.tail(2)).isEqualTo(4.5);
  }

  @Test
  void tailOfAShortDocumentIsAllOfIt() {
    assertThat(losses.tail(128)).isEqualTo(3);
  }
}
