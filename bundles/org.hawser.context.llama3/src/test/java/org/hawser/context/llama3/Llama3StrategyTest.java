package org.hawser.context.llama3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class Llama3StrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new Llama3Strategy(Configurations.defaults(Llama3Configuration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("factor", 2.0), Map.of("factor", 8.0, "highFreqFactor", 8.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("lowFreqFactor", 4.0), Map.of("lowFreqFactor", 5.0));
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(
        strategy(),
        "llama3",
        row ->
            Map.of(
                "factor", row.path("factor").asDouble(),
                "lowFreqFactor", row.path("low_freq_factor").asDouble(),
                "highFreqFactor", row.path("high_freq_factor").asDouble()));
  }

  /// Head size 64, base 10000, window 8192.
  @Test
  void aTableIsThePapers() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(
                strategy(), ContextPlans.model(64, 10_000, 8192), 1, Map.of("factor", 8.0)));
    assertThat(table.frequency(0)).isCloseTo(1, within(1 * 1e-8));
    assertThat(table.frequency(16)).isCloseTo(0.01, within(0.01 * 1e-8));
    assertThat(table.frequency(31)).isCloseTo(1.66690179e-05, within(1.66690179e-05 * 1e-8));
  }
}
