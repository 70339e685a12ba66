package __package__;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.junit.jupiter.api.Test;

/// The contract every strategy keeps, and what is special to this one.
class __class__StrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new __class__Strategy(Configurations.defaults(__class__Configuration.class));
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("factor", 2.0), Map.of("factor", 12.0));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  /// Head size 64, base 10000.
  @Test
  void theSlowestPairTurnsFactorTimesSlower() {
    RopeTable table =
        ContextPlans.plan(
                strategy(), ContextPlans.model(64, 10_000, 4096), 1, Map.of("factor", 4.0))
            .layer(ContextPlans.FULL)
            .table();
    assertThat(table.frequency(0)).isCloseTo(0.902093645144021, within(1e-9));
    assertThat(table.frequency(31)).isCloseTo(3.33380358040831e-05, within(1e-12));
  }
}
