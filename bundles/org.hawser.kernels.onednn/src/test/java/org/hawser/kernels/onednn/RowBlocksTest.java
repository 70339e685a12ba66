package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowBlocksTest {
  @Test
  void blocksMakeUpAllRows() {
    assertThat(blocks(1)).containsExactly(1);
    assertThat(blocks(128)).containsExactly(128);
    assertThat(blocks(127)).containsExactly(112, 15);
    assertThat(blocks(1024)).containsExactly(512, 512);
    assertThat(blocks(1000)).containsExactly(512, 384, 96, 8);
  }

  @Test
  void fewSizesServeAnyNumberOfRows() {
    Set<Integer> sizes = new HashSet<>();
    for (int rows = 1; rows <= 5000; rows++) {
      List<Integer> blocks = blocks(rows);
      assertThat(blocks.stream().mapToInt(Integer::intValue).sum()).isEqualTo(rows);
      sizes.addAll(blocks);
    }
    assertThat(sizes).hasSize(26);
  }

  private static List<Integer> blocks(int rows) {
    List<Integer> blocks = new ArrayList<>();
    for (int left = rows; left > 0; left -= blocks.getLast()) {
      blocks.add(RowBlocks.next(left));
    }
    return blocks;
  }
}
