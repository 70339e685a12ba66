package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.junit.jupiter.api.Test;

/// What every [ContextStrategy] must do, whatever its method.
public abstract class ContextStrategyContract {
  private static final int TRAINED = 64;
  private static final List<LayerKind> KINDS =
      List.of(
          new LayerKind(ContextPlans.FULL, 10_000, 0),
          new LayerKind("sliding", 10_000, 16),
          new LayerKind("without-rope", 0, 0));

  /// A new strategy with its default configuration.
  protected abstract ContextStrategy strategy();

  /// Parameters to try beside the defaults; they suit a model with a window of 64 tokens.
  protected List<Map<String, Double>> settings() {
    return List.of();
  }

  /// Parameters within their bounds that the strategy refuses together, for the same model.
  protected List<Map<String, Double>> refusedSettings() {
    return List.of();
  }

  /// Whether the method promises the model's own plan for lengths within its window, by default
  /// parameters.
  protected boolean plainWithinWindow() {
    return false;
  }

  /// Whether the strategy changes plans at all.
  protected boolean changesPlans() {
    return true;
  }

  /// A model the method suits, with a window of 64 tokens, one kind of layers it may change, one
  /// with a sliding window and one without RoPE.
  protected ModelContext model() {
    return ContextPlans.model(16, TRAINED, KINDS);
  }

  private List<Map<String, Double>> allSettings() {
    List<Map<String, Double>> all = new java.util.ArrayList<>(settings());
    all.add(Map.of());
    return all;
  }

  @Test
  void nameAndParametersAreDocumented() {
    ContextStrategy strategy = strategy();
    assertThat(strategy.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    List<StrategyParameter> parameters = strategy.parameters();
    assertThat(parameters).extracting(StrategyParameter::name).doesNotHaveDuplicates();
    assertThat(parameters)
        .allSatisfy(
            parameter -> {
              assertThat(parameter.description()).matches("\\p{Lu}[^\\n]{10,}\\.");
              assertThat(parameter.min()).isFinite();
              assertThat(parameter.max()).isFinite();
            });
  }

  @Test
  void valuesOutOfBoundsAreRefusedInASentence() {
    for (StrategyParameter parameter : strategy().parameters()) {
      for (double bad : List.of(parameter.min() - 1, parameter.max() + 1, Double.NaN)) {
        assertThatThrownBy(() -> parameter.check(bad))
            .isInstanceOf(StrategyRefusedException.class)
            .hasMessageContaining(parameter.name())
            .hasMessageEndingWith(".");
      }
    }
  }

  @Test
  void valuesThatDoNotGoTogetherAreRefusedInASentence() {
    for (Map<String, Double> bad : refusedSettings()) {
      assertThatThrownBy(() -> ContextPlans.plan(strategy(), model(), 2 * TRAINED, bad))
          .as("%s", bad)
          .isInstanceOf(StrategyRefusedException.class)
          .message()
          .matches("[^\\n]{20,}\\.");
    }
  }

  /// Spans cannot be made acausal, and a plan cannot be made of spans that overlap or leave a
  /// row without a cell: this makes them all.
  @Test
  void everyRowSeesItsOwnTokenAtDistanceZeroAndNoLaterOne() {
    for (Map<String, Double> given : allSettings()) {
      for (int horizon : new int[] {1, 2, TRAINED, TRAINED + 1, 4 * TRAINED}) {
        AttentionPlan plan = ContextPlans.plan(strategy(), model(), horizon, given);
        assertThat(plan.rows()).isEqualTo(horizon);
        double[][] distances = ContextPlans.distances(plan.layer(ContextPlans.FULL));
        for (int row = 0; row < horizon; row++) {
          assertThat(distances[row][row]).as("row %s under %s", row, given).isZero();
          assertThat(Arrays.stream(distances[row]).skip(row + 1L)).allMatch(d -> d == -1);
          assertThat(Arrays.stream(distances[row])).allMatch(d -> d == -1 || d >= 0);
        }
      }
    }
  }

  @Test
  void slidingWindowsStayAsTheyAre() {
    AttentionPlan plan = ContextPlans.plan(strategy(), model(), 2 * TRAINED, Map.of());
    AttentionPlan plain = ContextPlans.plain(model(), 2 * TRAINED);
    assertThat(ContextPlans.text(plan, "sliding")).isEqualTo(ContextPlans.text(plain, "sliding"));
    assertThat(plan.layer("without-rope").table()).isEqualTo(plain.layer("without-rope").table());
  }

  @Test
  void modelsWithoutLayersToChangeAreRefused() {
    ModelContext sliding =
        ContextPlans.model(16, TRAINED, List.of(new LayerKind("sliding", 10_000, 16)));
    if (changesPlans()) {
      assertThatThrownBy(() -> ContextPlans.plan(strategy(), sliding, TRAINED, Map.of()))
          .isInstanceOf(StrategyRefusedException.class)
          .message()
          .matches("[^\\n]{20,}\\.");
    }
  }

  @Test
  void lengthsWithinTheWindowArePlainWherePromised() {
    if (plainWithinWindow()) {
      for (int horizon : new int[] {1, TRAINED / 2, TRAINED}) {
        LayerPlan layer =
            ContextPlans.plan(strategy(), model(), horizon, Map.of()).layer(ContextPlans.FULL);
        LayerPlan plain = ContextPlans.plain(model(), horizon).layer(ContextPlans.FULL);
        assertThat(layer.table()).isEqualTo(plain.table());
        assertThat(ContextPlans.distances(layer)).isDeepEqualTo(ContextPlans.distances(plain));
        assertThat(IntStream.range(0, horizon)).allMatch(row -> layer.queryScale(row) == 1);
      }
    }
  }

  @Test
  void equalArgumentsGiveEqualPlansFromAnyThread() {
    ContextStrategy strategy = strategy();
    for (Map<String, Double> given : allSettings()) {
      List<String> plans =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(_ -> ContextPlans.plan(strategy, model(), 3 * TRAINED, given))
              .map(plan -> ContextPlans.text(plan, ContextPlans.FULL))
              .distinct()
              .toList();
      assertThat(plans).as("%s", given).hasSize(1);
      assertThat(
              ContextPlans.text(
                  ContextPlans.plan(strategy(), model(), 3 * TRAINED, given), ContextPlans.FULL))
          .isEqualTo(plans.getFirst());
    }
  }

  @Test
  void thePlanGivenStaysAsItIs() {
    AttentionPlan plain = ContextPlans.plain(model(), 2 * TRAINED);
    String before = ContextPlans.text(plain, ContextPlans.FULL);
    ContextStrategy strategy = strategy();
    strategy.apply(plain, ContextPlans.request(strategy, model(), 2 * TRAINED, Map.of()));
    assertThat(ContextPlans.text(plain, ContextPlans.FULL)).isEqualTo(before);
  }

  @Test
  void reachIsPositiveAndCanBePlanned() {
    ContextStrategy strategy = strategy();
    for (Map<String, Double> given : allSettings()) {
      PlanRequest request = ContextPlans.request(strategy, model(), 1, given);
      int reach = strategy.reach(request);
      assertThat(reach).as("%s", given).isPositive();
      assertThat(strategy.reach(ContextPlans.request(strategy, model(), 2 * TRAINED, given)))
          .as("the reach does not depend on the horizon")
          .isEqualTo(reach);
      int planned = Math.min(reach, 8 * TRAINED);
      assertThat(ContextPlans.plan(strategy, model(), planned, given).rows()).isEqualTo(planned);
    }
  }

  @Test
  void aPlanOutlivesItsStrategy() throws InterruptedException {
    Map<String, AttentionPlan> plans = new HashMap<>();
    WeakReference<ContextStrategy> strategy = planned(plans);
    Await.until(
        "the strategy is unreachable while its plan is held",
        () -> {
          System.gc();
          return strategy.get() == null;
        });
    assertThat(ContextPlans.text(plans.get("held"), ContextPlans.FULL)).isNotEmpty();
  }

  private WeakReference<ContextStrategy> planned(Map<String, AttentionPlan> plans) {
    ContextStrategy strategy = strategy();
    plans.put("held", ContextPlans.plan(strategy, model(), 2 * TRAINED, Map.of()));
    return new WeakReference<>(strategy);
  }
}
