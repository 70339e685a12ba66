package org.hawser.inference.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// Which cells remain, of the votes they received.
class PromptVotesTest {
  @Test
  void theGoldenExampleKeepsTheGoldenCells() {
    JsonNode golden =
        ModelJson.read(SharedData.require("golden").resolve("eviction.json")).path("snapkv");
    float[] votes = floats(golden.path("vote"));
    float[] pooled = PromptVotes.pooled(votes, golden.path("kernel").asInt());
    float[] expected = floats(golden.path("pooled"));
    for (int i = 0; i < expected.length; i++) {
      assertThat(pooled[i]).isCloseTo(expected[i], within(1e-6f));
    }
    int room = golden.path("max_capacity_prompt").asInt() - golden.path("window").asInt();
    int[] kept = new int[golden.path("kept_prefix").size()];
    Arrays.setAll(kept, i -> golden.path("kept_prefix").get(i).asInt());
    assertThat(PromptVotes.strongest(pooled, room)).isEqualTo(kept);
  }

  @Test
  void ofEqualVotesTheEarlierCellStays() {
    assertThat(PromptVotes.strongest(new float[] {1, 2, 1, 2, 1}, 3)).containsExactly(0, 1, 3);
    assertThat(PromptVotes.strongest(new float[] {1, 2}, 3)).containsExactly(0, 1);
  }

  private static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers.get(i).asDouble();
    }
    return floats;
  }
}
