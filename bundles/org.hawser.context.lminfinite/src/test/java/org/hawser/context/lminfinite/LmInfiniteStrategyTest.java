package org.hawser.context.lminfinite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class LmInfiniteStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new LmInfiniteStrategy(Configurations.defaults(LmInfiniteConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(
        Map.of("local", 32.0, "global", 4.0),
        Map.of("local", 32.0, "global", 0.0),
        Map.of("local", 16.0, "global", 3.0, "limit", 20.0, "topK", 5.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("local", 65.0), Map.of("limit", 65.0));
  }

  @Test
  void distancesAreTheReferences() {
    JsonNode map = GoldenContext.file("position_maps_16.json").path("lm_infinite");
    GoldenContext.assertMap(
        GoldenContext.sixteen(
            strategy(),
            16,
            Map.of(
                "local",
                (double) map.path("n_local").asInt(),
                "global",
                (double) map.path("n_global").asInt(),
                "limit",
                (double) map.path("limit").asInt())),
        map.path("dist"));
  }

  /// Query 15 of 16.
  @Test
  void aQuerysDistancesAreThePapers() {
    double[][] distances =
        ContextPlans.distances(
            GoldenContext.sixteen(strategy(), 16, Map.of("local", 6.0, "global", 2.0)));
    assertThat(distances[15])
        .containsExactly(6, 6, -1, -1, -1, -1, -1, -1, -1, -1, 5, 4, 3, 2, 1, 0);
  }

  @Test
  void tokensBetweenAreSeenAtHalfTheDistance() {
    LayerPlan layer =
        GoldenContext.sixteen(
            strategy(), 16, Map.of("local", 6.0, "global", 2.0, "limit", 8.0, "topK", 3.0));
    assertThat(ContextPlans.distances(layer)[15])
        .containsExactly(8, 8, 4, 4, 4, 4, 4, 4, 4, 4, 5, 4, 3, 2, 1, 0);
    assertThat(layer.spans().get(2).strongest()).isEqualTo(3);
  }
}
