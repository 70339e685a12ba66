package org.hawser.context.rerope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class LeakyReRopeStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new LeakyReRopeStrategy(Configurations.defaults(LeakyReRopeConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("window", 32.0, "k", 8.0), Map.of("window", 8.0, "k", 2.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("window", 64.0));
  }

  @Test
  void distancesAreTheReferences() {
    JsonNode map = GoldenContext.file("position_maps_16.json").path("leaky_rerope");
    GoldenContext.assertMap(
        GoldenContext.sixteen(
            strategy(),
            16,
            Map.of("window", (double) map.path("w").asInt(), "k", (double) map.path("k").asInt())),
        map.path("dist"));
  }

  /// Query 15 of 16.
  @Test
  void aQuerysDistancesAreThePapers() {
    double[][] distances =
        ContextPlans.distances(
            GoldenContext.sixteen(strategy(), 16, Map.of("window", 4.0, "k", 2.0)));
    assertThat(distances[15])
        .containsExactly(9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4, 3, 2, 1, 0);
  }

  @Test
  void distancesStayWithinTheWindowWhateverTheLength() {
    for (int length : new int[] {65, 100, 500, 2000}) {
      double[][] distances =
          ContextPlans.distances(
              ContextPlans.plan(strategy(), model(), length, Map.of()).layer(ContextPlans.FULL));
      assertThat(distances[length - 1][0]).isLessThanOrEqualTo(63);
    }
  }
}
