package org.hawser.context.none;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.junit.jupiter.api.Test;

class NoneStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new NoneStrategy();
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected boolean changesPlans() {
    return false;
  }

  @Test
  void thePlanIsTheModels() {
    AttentionPlan plain = ContextPlans.plain(model(), 7);
    assertThat(strategy().apply(plain, ContextPlans.request(strategy(), model(), 7, Map.of())))
        .isSameAs(plain);
  }
}
