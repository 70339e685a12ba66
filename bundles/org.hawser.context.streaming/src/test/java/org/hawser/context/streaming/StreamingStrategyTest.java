package org.hawser.context.streaming;

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

class StreamingStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new StreamingStrategy(Configurations.defaults(StreamingConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("sinks", 2.0, "recent", 20.0), Map.of("sinks", 0.0, "recent", 63.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("sinks", 4.0, "recent", 60.0), Map.of("sinks", 63.0));
  }

  @Test
  void distancesAreTheReferences() {
    JsonNode map = GoldenContext.file("position_maps_16.json").path("streaming_llm");
    GoldenContext.assertMap(
        GoldenContext.sixteen(
            strategy(),
            16,
            Map.of(
                "sinks",
                (double) map.path("sink").asInt(),
                "recent",
                (double) map.path("recent").asInt())),
        map.path("dist"));
  }

  /// Query 15 of 16.
  @Test
  void aQuerysDistancesAreThePapers() {
    double[][] distances =
        ContextPlans.distances(
            GoldenContext.sixteen(strategy(), 16, Map.of("sinks", 2.0, "recent", 6.0)));
    assertThat(distances[15])
        .containsExactly(8, 7, -1, -1, -1, -1, -1, -1, -1, 6, 5, 4, 3, 2, 1, 0);
  }
}
