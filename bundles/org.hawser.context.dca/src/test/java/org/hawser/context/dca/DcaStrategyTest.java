package org.hawser.context.dca;

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

class DcaStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new DcaStrategy(Configurations.defaults(DcaConfiguration.class));
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(
        Map.of("chunkSize", 32.0, "localWindow", 8.0),
        Map.of("chunkSize", 64.0, "localWindow", 1.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("chunkSize", 65.0), Map.of("chunkSize", 8.0, "localWindow", 8.0));
  }

  @Test
  void distancesAreTheReferences() {
    for (JsonNode map : GoldenContext.file("position_maps_16.json").path("dca")) {
      GoldenContext.assertMap(
          GoldenContext.sixteen(
              strategy(),
              16,
              Map.of(
                  "chunkSize",
                  (double) map.path("chunk_size").asInt(),
                  "localWindow",
                  (double) map.path("local").asInt())),
          map.path("dist"));
    }
  }

  /// Query 15 of 16.
  @Test
  void aQuerysDistancesAreThePapers() {
    double[][] distances =
        ContextPlans.distances(
            GoldenContext.sixteen(strategy(), 16, Map.of("chunkSize", 6.0, "localWindow", 2.0)));
    assertThat(distances[15]).containsExactly(6, 5, 4, 3, 6, 5, 4, 3, 6, 5, 4, 3, 3, 2, 1, 0);
  }

  @Test
  void defaultsFollowFromTheModel() {
    for (JsonNode row : GoldenContext.file("attention_scalars.json").path("dca_defaults")) {
      int length = row.path("pretraining_length").asInt();
      int step = row.path("chunk_len").asInt();
      double[][] distances =
          ContextPlans.distances(
              ContextPlans.plan(
                      strategy(), ContextPlans.model(8, 10_000, length / 16), length / 8, Map.of())
                  .layer(ContextPlans.FULL));
      assertThat(distances[step / 16 - 1][0]).isEqualTo(step / 16 - 1);
      assertThat(distances[length / 8 - 1][0]).isEqualTo(row.path("chunk_size").asInt() / 16);
    }
  }
}
