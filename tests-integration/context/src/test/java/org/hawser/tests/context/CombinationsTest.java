package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;

/// Which strategies go together, and on which models.
class CombinationsTest {
  private static final int LENGTH = 512;
  private static final ModelContext MODEL = ContextPlans.model(32, 10_000, 128);

  private static AttentionPlan apply(ModelContext model, AttentionPlan plan, ContextStrategy one) {
    return one.apply(plan, ContextPlans.request(one, model, LENGTH, Map.of()));
  }

  private static List<ContextStrategy> made(List<Class<? extends ContextStrategy>> types) {
    return types.stream().<ContextStrategy>map(Configurations::component).toList();
  }

  private static List<ContextStrategy> changing() {
    List<ContextStrategy> all = new ArrayList<>(made(Shipped.TABLES));
    all.addAll(made(Shipped.SPANS));
    return all;
  }

  @Test
  void twoThatChangeTablesOrPositionsAreRefusedInAnyOrder() {
    for (ContextStrategy first : changing()) {
      AttentionPlan plan = apply(MODEL, ContextPlans.plain(MODEL, LENGTH), first);
      for (ContextStrategy second : changing()) {
        assertThatThrownBy(() -> apply(MODEL, plan, second))
            .as("%s+%s", first.name(), second.name())
            .isInstanceOf(StrategyRefusedException.class)
            .hasMessageContaining("not defined together");
      }
    }
  }

  @Test
  void companionsGoWithAnyInAnyOrderAndAddNothingElse() {
    for (ContextStrategy one : changing()) {
      AttentionPlan alone = apply(MODEL, ContextPlans.plain(MODEL, LENGTH), one);
      for (ContextStrategy companion : made(Shipped.COMPANIONS)) {
        AttentionPlan before =
            apply(MODEL, apply(MODEL, ContextPlans.plain(MODEL, LENGTH), companion), one);
        AttentionPlan after = apply(MODEL, alone, companion);
        assertThat(ContextPlans.text(after, ContextPlans.FULL))
            .as("%s+%s", one.name(), companion.name())
            .isEqualTo(ContextPlans.text(before, ContextPlans.FULL));
        assertThat(after.layer(ContextPlans.FULL).table())
            .isEqualTo(alone.layer(ContextPlans.FULL).table());
        assertThat(after.layer(ContextPlans.FULL).spans())
            .isEqualTo(alone.layer(ContextPlans.FULL).spans());
      }
    }
  }

  @Test
  void onADeclaredScalingPositionsChangeAndTablesDoNot() {
    ModelContext declared =
        new ModelContext(
            "m", "llama", 32, 32, 32, 128, "llama3", MODEL.layerKinds(), List.of(), List.of());
    AttentionPlan plan = ContextPlans.plain(declared, LENGTH);
    for (ContextStrategy one : made(Shipped.TABLES)) {
      assertThatThrownBy(() -> apply(declared, plan, one))
          .as(one.name())
          .isInstanceOf(StrategyRefusedException.class)
          .hasMessageContaining("scales its RoPE itself (llama3)");
    }
    for (ContextStrategy one : made(Shipped.SPANS)) {
      assertThat(apply(declared, plan, one).rows()).as(one.name()).isEqualTo(LENGTH);
    }
  }

  /// No token is shown at a distance the model has not seen.
  @Test
  void distancesStayWithinTheModelsWindow() {
    for (ContextStrategy one : made(Shipped.SPANS)) {
      double[][] distances =
          ContextPlans.distances(
              apply(MODEL, ContextPlans.plain(MODEL, LENGTH), one).layer(ContextPlans.FULL));
      double largest = 0;
      for (double[] row : distances) {
        for (double distance : row) {
          largest = Math.max(largest, distance);
        }
      }
      assertThat(largest).as(one.name()).isLessThanOrEqualTo(128);
    }
  }
}
