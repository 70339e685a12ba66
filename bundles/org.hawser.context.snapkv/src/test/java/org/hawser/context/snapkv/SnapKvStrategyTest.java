package org.hawser.context.snapkv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.Eviction;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.junit.jupiter.api.Test;

class SnapKvStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new SnapKvStrategy(Configurations.defaults(SnapKvConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("budget", 40.0, "window", 8.0, "kernel", 3.0));
  }

  @Override
  protected List<Map<String, Double>> refusedSettings() {
    return List.of(Map.of("budget", 32.0), Map.of("kernel", 4.0));
  }

  @Test
  void layersThatSeeEverythingGiveCellsUp() {
    AttentionPlan plan =
        ContextPlans.plan(
            strategy(), model(), 100, Map.of("budget", 8.0, "window", 4.0, "kernel", 3.0));
    assertThat(plan.layer(ContextPlans.FULL).eviction()).isEqualTo(new Eviction(8, 4, 3));
    assertThat(plan.layer("without-rope").eviction()).isEqualTo(new Eviction(8, 4, 3));
    assertThat(plan.layer("sliding").eviction()).isNull();
  }
}
