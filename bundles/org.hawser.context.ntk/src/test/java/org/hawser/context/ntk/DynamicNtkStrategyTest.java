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

class DynamicNtkStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new DynamicNtkStrategy(Configurations.defaults(DynamicNtkConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("factor", 1.0), Map.of("factor", 4.0));
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(
        strategy(), "dynamic_ntk", row -> Map.of("factor", row.path("factor").asDouble()));
  }

  /// Head size 64, base 10000, window 4096.
  @Test
  void aTableIsThePapers() {
    RopeTable table =
        GoldenContext.table(
            ContextPlans.plan(
                strategy(), ContextPlans.model(64, 10_000, 4096), 16384, Map.of("factor", 4.0)));
    assertThat(table.frequency(0)).isCloseTo(1, within(1 * 1e-8));
    assertThat(table.frequency(16)).isCloseTo(0.00266110184, within(0.00266110184 * 1e-8));
    assertThat(table.frequency(31)).isCloseTo(1.02578572e-05, within(1.02578572e-05 * 1e-8));
  }
}
