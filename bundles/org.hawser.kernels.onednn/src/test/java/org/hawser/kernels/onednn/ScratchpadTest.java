package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ScratchpadTest {
  private static final long MORE_THAN_ANY_MACHINE_HAS = 1L << 50;

  @Test
  void whatCannotGrowStaysUsable() {
    try (Scratchpad scratchpad = new Scratchpad()) {
      scratchpad.grow(1000);
      MemorySegment before = scratchpad.segment();
      assertThatThrownBy(() -> scratchpad.grow(MORE_THAN_ANY_MACHINE_HAS))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(scratchpad.segment()).isEqualTo(before);
      scratchpad.segment().fill((byte) 1);
    }
  }
}
