package org.hawser.context.ntk;

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

class NtkAwareStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new NtkAwareStrategy(Configurations.defaults(NtkAwareConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("alpha", 2.0), Map.of("alpha", 8.0));
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(
        strategy(), "ntk_aware", row -> Map.of("alpha", row.path("factor").asDouble()));
  }

  /// Head size 64, base 10000, window 4096.
  @Test
  void aTableIsThePapers() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(
                strategy(), ContextPlans.model(64, 10_000, 4096), 1, Map.of("alpha", 4.0)));
    assertThat(table.frequency(0)).isCloseTo(1, within(1 * 1e-8));
    assertThat(table.frequency(16)).isCloseTo(0.00488944268, within(0.00488944268 * 1e-8));
    assertThat(table.frequency(31)).isCloseTo(3.33380358e-05, within(3.33380358e-05 * 1e-8));
  }

  @Test
  void withoutAlphaTheLengthDecides() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(strategy(), ContextPlans.model(64, 10_000, 100), 150, Map.of()));
    assertThat(table.frequency(31)).isCloseTo(3.33380358e-05, within(1e-12));
  }
}
