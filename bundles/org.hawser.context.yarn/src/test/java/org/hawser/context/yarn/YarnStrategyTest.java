package org.hawser.context.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class YarnStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new YarnStrategy(Configurations.defaults(YarnConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(
        Map.of("factor", 2.0),
        Map.of("factor", 16.0, "truncate", 0.0),
        Map.of("factor", 4.0, "attentionFactor", 1.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(
        Map.of("betaFast", 1.0, "betaSlow", 1.0), Map.of("betaFast", 2.0, "betaSlow", 3.0));
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(
        strategy(),
        "yarn",
        row ->
            Map.of(
                "factor",
                row.path("factor").asDouble(),
                "truncate",
                row.path("truncate").asBoolean() ? 1.0 : 0));
  }

  /// Head size 64, base 10000, window 4096.
  @Test
  void aTableIsThePapers() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(
                strategy(), ContextPlans.model(64, 10_000, 4096), 1, Map.of("factor", 4.0)));
    assertThat(table.frequency(0)).isCloseTo(1, within(1 * 1e-8));
    assertThat(table.frequency(16)).isCloseTo(0.00653846154, within(0.00653846154 * 1e-8));
    assertThat(table.frequency(31)).isCloseTo(3.33380358e-05, within(3.33380358e-05 * 1e-8));
    assertThat(table.magnitude()).isCloseTo(1.138629436112, within(1e-9));
  }

  @Test
  void attentionFactorsAreTheReferences() {
    JsonNode scalars = GoldenContext.file("attention_scalars.json");
    for (JsonNode row : scalars.path("yarn_attention_factor")) {
      assertThat(magnitude(Map.of("factor", row.path("factor").asDouble())))
          .isCloseTo(row.path("value").asDouble(), within(1e-9));
    }
    for (JsonNode row : scalars.path("yarn_mscale_pair")) {
      Map<String, Double> mscales =
          Map.of(
              "factor", row.path("factor").asDouble(),
              "mscale", row.path("mscale").asDouble(),
              "mscaleAllDim", row.path("mscale_all_dim").asDouble());
      assertThat(magnitude(mscales))
          .isCloseTo(row.path("attention_factor").asDouble(), within(1e-9));
    }
  }

  @Test
  void aGivenAttentionFactorIsFinal() {
    assertThat(magnitude(Map.of("factor", 8.0, "attentionFactor", 1.5, "mscale", 1.0)))
        .isEqualTo(1.5);
  }

  private double magnitude(Map<String, Double> parameters) {
    return GoldenContext.table(ContextPlans.plan(strategy(), model(), 1, parameters)).magnitude();
  }
}
