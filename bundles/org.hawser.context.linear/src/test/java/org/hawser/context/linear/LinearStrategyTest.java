package org.hawser.context.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

class LinearStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new LinearStrategy(Configurations.defaults(LinearConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("factor", 2.0), Map.of("factor", 3.5));
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(
        strategy(), "linear", row -> Map.of("factor", row.path("factor").asDouble()));
  }

  /// Head size 64, base 10000, window 4096.
  @Test
  void aTableIsThePapers() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(
                strategy(), ContextPlans.model(64, 10_000, 4096), 1, Map.of("factor", 4.0)));
    assertThat(table.frequency(0)).isCloseTo(0.25, within(0.25 * 1e-8));
    assertThat(table.frequency(16)).isCloseTo(0.0025, within(0.0025 * 1e-8));
    assertThat(table.frequency(31)).isCloseTo(3.33380358e-05, within(3.33380358e-05 * 1e-8));
  }

  @Test
  void withoutAFactorTheLengthDecides() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(strategy(), ContextPlans.model(64, 10_000, 100), 250, Map.of()));
    assertThat(table.frequency(0)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void configurationIsTheDefault() {
    LinearConfiguration four =
        Configurations.with(LinearConfiguration.class, Map.of("factor", 4.0));
    assertThat(new LinearStrategy(four).parameters().getFirst().defaultValue()).hasValue(4);
    LinearConfiguration bad = Configurations.with(LinearConfiguration.class, Map.of("factor", 0.5));
    assertThatThrownBy(() -> new LinearStrategy(bad))
        .hasMessage("The parameter factor takes a number from 1 to 256, not 0.5.");
  }
}
