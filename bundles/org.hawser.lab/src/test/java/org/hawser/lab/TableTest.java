package org.hawser.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How figures are put into buckets and lines.
class TableTest {
  @Test
  void bucketsEndAtDoublingWindowsAndAtTheLength() {
    assertThat(PerplexityFigures.edges(256, 2048)).containsExactly(0, 256, 512, 1024, 2048);
    assertThat(PerplexityFigures.edges(256, 700)).containsExactly(0, 256, 512, 700);
    assertThat(PerplexityFigures.edges(256, 256)).containsExactly(0, 256);
    assertThat(PerplexityFigures.edges(256, 64)).containsExactly(0, 64);
    assertThat(PerplexityFigures.edges(1 << 30, 64)).containsExactly(0, 64);
  }

  @Test
  void linesComeAsTheyAreKnownAndStandBelowEachOther() {
    List<String> lines = new ArrayList<>();
    LineTable table = new LineTable(lines::add, List.of("none", "yarn:factor=4"), List.of("256"));
    assertThat(lines).hasSize(1);

    table.row("none", List.of("37.98"));
    table.note("yarn:factor=4", "does not suit.");

    assertThat(lines)
        .containsExactly(
            "                    256", "none              37.98", "yarn:factor=4  does not suit.");
  }
}
