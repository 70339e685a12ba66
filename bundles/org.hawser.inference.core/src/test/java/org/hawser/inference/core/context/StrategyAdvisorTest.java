package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;

class StrategyAdvisorTest {
  private static final ModelContext MODEL = ContextPlans.model(64, 10_000, 4096);

  /// Strategies with the reach given; others are not installed.
  private static ContextStrategies installed(Map<String, Integer> reaches) {
    return (ContextStrategies)
        Proxy.newProxyInstance(
            ContextStrategies.class.getClassLoader(),
            new Class<?>[] {ContextStrategies.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("reach")) {
                throw new UnsupportedOperationException(method.getName());
              }
              String name = arguments[0].toString().replaceAll("[:+].*", "");
              Integer reach = reaches.get(name);
              if (reach == null) {
                throw new StrategyRefusedException("There is no context strategy " + name + ".");
              }
              return reach;
            });
  }

  private static List<String> names(
      Map<String, Integer> reaches, ModelContext model, int length, int memory) {
    return new StrategyAdvisor(installed(reaches))
        .advise(model, length, memory).stream()
            .map(StrategyAdvice::expression)
            .map(expression -> expression.replaceAll("[:+].*", ""))
            .toList();
  }

  @Test
  void onlyWhatIsInstalledAndReachesIsProposed() {
    Map<String, Integer> reaches =
        Map.of("self-extend", 20_000, "yarn", 10_000, "streaming", Integer.MAX_VALUE);
    assertThat(names(reaches, MODEL, 4096, 4096)).containsExactly("none");
    assertThat(names(reaches, MODEL, 16_000, 16_000)).containsExactly("self-extend", "streaming");
    assertThat(names(reaches, MODEL, 8_000, 16_000))
        .containsExactly("self-extend", "yarn", "streaming");
  }

  @Test
  void scarceMemoryLeavesWindows() {
    Map<String, Integer> reaches =
        Map.of(
            "self-extend",
            20_000,
            "streaming",
            Integer.MAX_VALUE,
            "lm-infinite",
            Integer.MAX_VALUE);
    assertThat(names(reaches, MODEL, 16_000, 2000)).containsExactly("lm-infinite", "streaming");
    assertThat(names(reaches, MODEL, 3000, 2000)).containsExactly("lm-infinite", "streaming");
  }

  @Test
  void modelsThatCannotBeExtendedGetNothingBeyondTheirContext() {
    ModelContext sliding =
        ContextPlans.model(64, 4096, List.of(new LayerKind("sliding", 10_000, 512)));
    Map<String, Integer> reaches = Map.of("streaming", Integer.MAX_VALUE);
    assertThat(names(reaches, sliding, 4096, 5000)).containsExactly("none");
    assertThat(names(reaches, sliding, 4097, 5000)).isEmpty();
  }
}
