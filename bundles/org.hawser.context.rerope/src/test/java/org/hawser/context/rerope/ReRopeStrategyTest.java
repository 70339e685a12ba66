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

class ReRopeStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new ReRopeStrategy(Configurations.defaults(ReRopeConfiguration.class));
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("window", 32.0), Map.of("window", 1.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("window", 64.0));
  }

  @Test
  void distancesAreTheReferences() {
    JsonNode map = GoldenContext.file("position_maps_16.json").path("rerope");
    GoldenContext.assertMap(
        GoldenContext.sixteen(strategy(), 16, Map.of("window", (double) map.path("w").asInt())),
        map.path("dist"));
  }

  /// Query 15 of 16.
  @Test
  void aQuerysDistancesAreThePapers() {
    double[][] distances =
        ContextPlans.distances(GoldenContext.sixteen(strategy(), 16, Map.of("window", 5.0)));
    assertThat(distances[15]).containsExactly(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 3, 2, 1, 0);
  }
}
