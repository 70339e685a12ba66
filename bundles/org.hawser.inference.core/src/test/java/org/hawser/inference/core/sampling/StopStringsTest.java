package org.hawser.inference.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopStringsTest {
  @Test
  void endsBeforeTheStringHoweverItIsCut() {
    String text = "One. Two.\n\nUser: three";
    for (int size = 1; size <= text.length(); size++) {
      StopStrings stops = new StopStrings(List.of("###", "\n\nUser:"));
      StringBuilder out = new StringBuilder();
      for (int at = 0; at < text.length() && !stops.stopped(); at += size) {
        out.append(stops.append(text.substring(at, Math.min(text.length(), at + size))));
      }
      assertThat(stops.stopped()).isTrue();
      assertThat(out.append(stops.finish()).toString()).isEqualTo("One. Two.");
    }
  }

  @Test
  void holdsBackOnlyWhatCouldBeginAStop() {
    StopStrings stops = new StopStrings(List.of("aab"));
    assertThat(stops.append("xaa")).isEqualTo("x");
    assertThat(stops.append("a")).isEqualTo("a");
    assertThat(stops.append("c")).isEqualTo("aac");
    assertThat(stops.append("aa")).isEmpty();
    assertThat(stops.finish()).isEqualTo("aa");
    assertThat(stops.stopped()).isFalse();
  }

  @Test
  void theFirstOfSeveralCounts() {
    StopStrings stops = new StopStrings(List.of("later", "now"));
    assertThat(stops.append("what now or later")).isEqualTo("what ");
    assertThat(stops.append("more")).isEmpty();
    assertThat(stops.finish()).isEmpty();
  }
}
