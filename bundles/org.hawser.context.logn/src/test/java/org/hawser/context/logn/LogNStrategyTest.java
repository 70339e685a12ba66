package org.hawser.context.logn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class LogNStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new LogNStrategy();
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Test
  void scalesAreTheReferences() {
    for (JsonNode row : GoldenContext.file("attention_scalars.json").path("logn")) {
      int position = row.path("pos").asInt();
      AttentionPlan plan =
          ContextPlans.plan(
              strategy(),
              ContextPlans.model(8, 10_000, row.path("train_len").asInt()),
              position + 1,
              Map.of());
      assertThat(plan.layer(ContextPlans.FULL).queryScale(position))
          .isEqualTo((float) row.path("value").asDouble());
    }
  }

  @Test
  void layersWithoutRopeAreScaledToo() {
    AttentionPlan plan = ContextPlans.plan(strategy(), model(), 4096, Map.of());
    assertThat(plan.layer(ContextPlans.FULL).queryScale(4095)).isEqualTo(2);
    assertThat(plan.layer("without-rope").queryScale(4095)).isEqualTo(2);
    assertThat(plan.layer("sliding").queryScale(4095)).isEqualTo(1);
  }
}
