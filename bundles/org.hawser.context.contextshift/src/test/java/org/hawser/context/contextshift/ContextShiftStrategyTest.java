package org.hawser.context.contextshift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class ContextShiftStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new ContextShiftStrategy(Configurations.defaults(ContextShiftConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("keep", 0.0), Map.of("keep", 20.0), Map.of("keep", 62.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("keep", 63.0));
  }

  /// Which cells are held, with their positions in the window, as llama.cpp has them.
  @Test
  void cellsAndPositionsAreTheReferences() {
    JsonNode golden = GoldenContext.file("position_maps_16.json").path("context_shift");
    Map<String, Double> parameters = Map.of("keep", golden.path("n_keep").asDouble());
    double[][] distances =
        ContextPlans.distances(
            GoldenContext.sixteen(strategy(), golden.path("n_ctx").asInt(), parameters));
    JsonNode steps = golden.path("pairs_orig_pos_after_each_token");
    for (int row = 0; row < 16; row++) {
      double[] expected = new double[16];
      Arrays.fill(expected, -1);
      int last = steps.get(row).size() - 1;
      for (JsonNode cell : steps.get(row)) {
        expected[cell.get(0).asInt()] =
            steps.get(row).get(last).get(1).asInt() - cell.get(1).asInt();
      }
      assertThat(distances[row]).as("row %s", row).containsExactly(expected);
    }
  }

  /// A window of 8 of which 2 stay: at token 14 half of the others has gone for the third time.
  @Test
  void halfOfTheWindowIsForgottenAtATime() {
    double[][] distances =
        ContextPlans.distances(GoldenContext.sixteen(strategy(), 8, Map.of("keep", 2.0)));
    assertThat(distances[14])
        .containsExactly(5, 4, -1, -1, -1, -1, -1, -1, -1, -1, -1, 3, 2, 1, 0, -1);
  }
}
