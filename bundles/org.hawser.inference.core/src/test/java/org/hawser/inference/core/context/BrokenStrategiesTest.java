package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.Eviction;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.Await;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

/// Strategies that fail, loop, vanish or ask for too much.
class BrokenStrategiesTest extends StrategyFixture {
  @Test
  void whatTheCoreCannotDoIsNotLeftOutInSilence() {
    install(
        failing(
            "evict", (plan, request) -> plan.withEviction(request.model(), new Eviction(8, 4, 3))));
    install(
        failing(
            "top",
            (plan, request) ->
                plan.withSpans(
                    request.model(), _ -> List.of(Span.causal(plan.rows()).strongest(2)))));
    for (String both : List.of("evict+top", "top+evict")) {
      assertThatThrownBy(() -> resolve(both, 10))
          .isInstanceOf(StrategyRefusedException.class)
          .hasMessageContaining("use snapkv without topK");
    }
  }

  @Test
  void aStrategyThatGoesWhileItPlansIsReplacedToo() {
    AtomicReference<ServiceRegistration<ContextStrategy>> registration = new AtomicReference<>();
    registration.set(
        install(
            failing(
                "going",
                (_, _) -> {
                  remove(registration.get());
                  throw new NoClassDefFoundError("unloaded");
                })));
    assertThat(resolve("going", 10).notice()).startsWith("The strategy going is not installed now");

    registration.set(
        install(
            failing(
                "leaving",
                (plan, request) -> {
                  remove(registration.get());
                  return TestStrategy.divided(plan, request);
                })));
    assertThat(slowed(resolve("leaving:factor=3", 10))).isEqualTo(3);
  }

  @Test
  void aStrategyThatFailsCostsOneSentence() {
    install(
        failing(
            "throws",
            (_, _) -> {
              throw new IllegalStateException("secret");
            }));
    install(
        failing(
            "overflows",
            (_, _) -> {
              throw new StackOverflowError();
            }));
    install(
        failing(
            "old",
            (_, _) -> {
              throw new NoSuchMethodError("gone");
            }));
    install(failing("empty", (_, _) -> null));
    install(failing("short", (_, request) -> ContextPlans.plain(request.model(), 3)));
    for (String name : List.of("throws", "overflows", "old", "empty", "short")) {
      assertThatThrownBy(() -> resolve(name, 10))
          .as(name)
          .isInstanceOf(StrategyRefusedException.class)
          .message()
          .contains(name)
          .doesNotContain("secret")
          .endsWith("or choose another strategy.");
    }
    assertThat(resolve("none", 10).plan().rows()).isEqualTo(10);
  }

  private static TestStrategy failing(
      String name, BiFunction<AttentionPlan, PlanRequest, AttentionPlan> apply) {
    return new TestStrategy(name, apply);
  }

  @Test
  void aStrategyThatLoopsIsGivenUpUntilItEnds() throws Exception {
    desk = desk(Map.of("deadline_millis", 100));
    CountDownLatch end = new CountDownLatch(1);
    install(
        failing(
            "loops",
            (plan, _) -> {
              while (end.getCount() > 0) {
                Thread.onSpinWait();
              }
              return plan;
            }));
    assertThatThrownBy(() -> resolve("loops", 10)).hasMessageContaining("longer than 100 ms");
    assertThatThrownBy(() -> resolve("loops", 10)).hasMessageContaining("not finished an earlier");
    assertThat(resolve("none", 10).notice()).isEmpty();
    end.countDown();
    Await.until("the strategy works again", () -> worksAgain("loops"));
  }

  private boolean worksAgain(String name) {
    try {
      return resolve(name, 10).plan() != null;
    } catch (StrategyRefusedException _) {
      return false;
    }
  }
}
