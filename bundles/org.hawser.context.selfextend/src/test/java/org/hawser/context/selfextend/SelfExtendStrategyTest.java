package org.hawser.context.selfextend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class SelfExtendStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new SelfExtendStrategy(Configurations.defaults(SelfExtendConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(
        Map.of("groupSize", 2.0, "window", 16.0), Map.of("groupSize", 8.0), Map.of("window", 32.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(
        Map.of("groupSize", 3.0, "window", 16.0),
        Map.of("groupSize", 32.0, "window", 16.0),
        Map.of("window", 64.0));
  }

  @Test
  void distancesAreTheReferences() {
    for (JsonNode map : GoldenContext.file("position_maps_16.json").path("self_extend")) {
      Map<String, Double> parameters =
          Map.of("groupSize", map.path("G").asDouble(), "window", map.path("W").asDouble());
      if (map.path("W").asInt() % map.path("G").asInt() == 0) {
        GoldenContext.assertMap(
            GoldenContext.sixteen(strategy(), 12, parameters), map.path("dist"));
      } else {
        assertThatThrownBy(() -> GoldenContext.sixteen(strategy(), 12, parameters))
            .isInstanceOf(StrategyRefusedException.class);
      }
    }
  }

  /// Query 15 of 16.
  @Test
  void aQuerysDistancesAreThePapers() {
    double[][] distances =
        ContextPlans.distances(
            GoldenContext.sixteen(strategy(), 12, Map.of("groupSize", 4.0, "window", 8.0)));
    assertThat(distances[15]).containsExactly(9, 9, 9, 9, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  }

  /// The figure of the paper: 10 tokens for a model trained on 7.
  @Test
  void thePapersFigure() {
    ModelContext seven = ContextPlans.model(8, 10_000, 7);
    Map<String, Double> parameters = Map.of("groupSize", 2.0, "window", 4.0);
    double[][] distances =
        ContextPlans.distances(
            ContextPlans.plan(strategy(), seven, 10, parameters).layer(ContextPlans.FULL));
    assertThat(distances[9]).containsExactly(6, 6, 5, 5, 4, 4, 3, 2, 1, 0);
    assertThat(strategy().reach(ContextPlans.request(strategy(), seven, 10, parameters)))
        .isEqualTo(10);
  }

  @Test
  void reachIsTheReferences() {
    for (JsonNode row : GoldenContext.file("attention_scalars.json").path("self_extend_max_len")) {
      ModelContext model = ContextPlans.model(64, 10_000, row.path("L").asInt());
      int window = row.path("W").asInt() / row.path("G").asInt() * row.path("G").asInt();
      if (window == row.path("W").asInt()) {
        Map<String, Double> parameters =
            Map.of("groupSize", row.path("G").asDouble(), "window", (double) window);
        assertThat(strategy().reach(ContextPlans.request(strategy(), model, 1, parameters)))
            .isEqualTo(row.path("value").asInt());
      }
    }
  }

  /// W + (N - W) / G stays below two thirds of L.
  @Test
  void theAuthorsRuleDecidesWhatIsLeftOut() {
    for (int length : new int[] {4112, 8192, 16_384, 60_000}) {
      ModelContext model = ContextPlans.model(8, 10_000, 4096);
      double[][] distances =
          ContextPlans.distances(
              ContextPlans.plan(
                      strategy(), ContextPlans.model(8, 10_000, 256), length / 16, Map.of())
                  .layer(ContextPlans.FULL));
      assertThat(distances[distances.length - 1][0]).isLessThanOrEqualTo(2.0 / 3 * 256 + 1);
      Groups groups = Groups.of(ContextPlans.request(strategy(), model, length, Map.of()));
      assertThat(groups.window() + (length - groups.window()) / (double) groups.size())
          .isLessThanOrEqualTo(2.0 / 3 * 4096);
    }
  }
}
