package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyChoice.Source;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

class StrategyDeskTest extends StrategyFixture {
  @Test
  void whatIsInstalledIsListedByName() {
    installDivider("zeta");
    installDivider("alpha");
    assertThat(desk.list()).extracting("name").containsExactly("alpha", "zeta");
    assertThat(desk.list().getFirst().provider()).startsWith("org.apache.felix.framework ");
  }

  @Test
  void anExpressionBecomesAPlan() {
    installDivider("divide");
    ResolvedStrategy resolved = resolve("divide:factor=4", 400);
    assertThat(slowed(resolved)).isEqualTo(4);
    assertThat(resolved.expression()).isEqualTo("divide:factor=4");
    assertThat(resolved.reach()).isEqualTo(400);
    assertThat(resolved.notice()).isEmpty();
    assertThat(slowed(resolve("divide", 150))).isEqualTo(2);
  }

  @Test
  void noneNeedsNoBundle() {
    AttentionPlan plain = ContextPlans.plain(MODEL, 100);
    ResolvedStrategy resolved = desk.resolve(desk.choose("", "", ""), MODEL, plain);
    assertThat(resolved.plan()).isSameAs(plain);
    assertThat(resolved.reach()).isEqualTo(100);
    assertThat(resolved.notice()).isEmpty();
    installDivider("divide");
    assertThat(desk.check("none+divide")).isEqualTo("none+divide");
  }

  @Test
  void theStrongestChoiceCounts() {
    desk =
        desk(
            Map.of("defaultStrategy", "a", "collections", new String[] {"contracts = b:factor=2"}));
    assertThat(desk.choose("", "", "")).isEqualTo(new StrategyChoice("a", Source.DEFAULT));
    assertThat(desk.choose("", "", "other")).isEqualTo(new StrategyChoice("a", Source.DEFAULT));
    assertThat(desk.choose("", "", "contracts"))
        .isEqualTo(new StrategyChoice("b:factor=2", Source.COLLECTION));
    assertThat(desk.choose(" ", "c", "contracts"))
        .isEqualTo(new StrategyChoice("c", Source.CONVERSATION));
    assertThat(desk.choose("d", "c", "contracts"))
        .isEqualTo(new StrategyChoice("d", Source.REQUEST));
  }

  @Test
  void wrongNamesAndParametersAreOneSentence() {
    installDivider("divide");
    assertThatThrownBy(() -> resolve("divid", 10))
        .hasMessage("There is no context strategy divid: installed are divide.");
    assertThatThrownBy(() -> resolve("divide:factor=0.5", 10))
        .hasMessage(
            "In strategy divide: the parameter factor takes a number from 1 to 8, not 0.5.");
    assertThatThrownBy(() -> desk.check("divide:alpha=2"))
        .hasMessage("The strategy divide has no parameter alpha: it takes factor.");
  }

  @Test
  void lengthsBeyondReachAreRefusedButCanBeMeasured() {
    installDivider("divide");
    assertThatThrownBy(() -> resolve("divide:factor=4", 401))
        .isInstanceOf(StrategyRefusedException.class)
        .hasMessage(
            "The strategy divide:factor=4 reaches 400 tokens with the model test-model, and 401"
                + " are needed: choose one that reaches further, or shorten the input.");
    assertThatThrownBy(() -> resolve("none", 101)).hasMessageContaining("reaches 100 tokens");
    AttentionPlan plain = ContextPlans.plain(MODEL, 401);
    StrategyChoice choice = StrategyChoice.request("divide:factor=4");
    assertThat(desk.resolveBeyondReach(choice, MODEL, plain).plan().rows()).isEqualTo(401);
  }

  @Test
  void boundsAreNarrowedByConfiguration() {
    desk = desk(Map.of("bounds", new String[] {"divide.factor=2..3", "divide.other=1..2"}));
    installDivider("divide");
    assertThat(desk.list().getFirst().parameters().getFirst().max()).isEqualTo(3);
    assertThatThrownBy(() -> resolve("divide:factor=4", 10))
        .hasMessageContaining("a number from 2 to 3, not 4");
  }

  @Test
  void configurationIsCheckedAtOnce() {
    for (Map<String, Object> wrong :
        java.util.List.<Map<String, Object>>of(
            Map.of("defaultStrategy", "Yarn!"),
            Map.of("fallback", ""),
            Map.of("collections", new String[] {"contracts"}),
            Map.of("bounds", new String[] {"yarn=1..2"}),
            Map.of("bounds", new String[] {"yarn.factor=1.2.3..2"}),
            Map.of("deadline_millis", 5))) {
      assertThatThrownBy(() -> desk(wrong)).as("%s", wrong).hasMessageEndingWith(".");
    }
  }

  @Test
  void aStrategyThatWentIsReplacedByTheFallback() {
    ServiceRegistration<ContextStrategy> divide = installDivider("divide");
    ResolvedStrategy held = resolve("divide:factor=4", 80);
    remove(divide);
    assertThat(slowed(held)).as("a plan in use stays").isEqualTo(4);
    ResolvedStrategy next = resolve("divide:factor=4", 80);
    assertThat(next.expression()).isEqualTo("none");
    assertThat(slowed(next)).isEqualTo(1);
    assertThat(next.notice())
        .isEqualTo(
            "The strategy divide is not installed now, so none is used instead: put its bundle"
                + " back, or choose another.");
    assertThatThrownBy(() -> resolve("divide:factor=4", 101))
        .hasMessageContaining("not installed now")
        .hasMessageContaining("reaches 100 tokens");
    installDivider("divide");
    assertThat(slowed(resolve("divide:factor=4", 80))).isEqualTo(4);
  }

  @Test
  void aStrategyThatWentIsLoggedOnceUntilStrategiesChange() {
    ServiceRegistration<ContextStrategy> divide = installDivider("divide");
    resolve("divide", 80);
    remove(divide);
    assertThat(logged(() -> resolve("divide", 80), () -> resolve("divide", 90))).hasSize(1);
    assertThat(logged(() -> resolve("divide", 80))).isEmpty();
    installDivider("other");
    assertThat(logged(() -> resolve("divide", 80))).hasSize(1);
  }

  private static List<String> logged(Runnable... all) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setErr(captured);
      for (Runnable each : all) {
        each.run();
      }
    } finally {
      System.setErr(before);
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("is not installed now"))
        .toList();
  }

  @Test
  void theFallbackIsConfigured() {
    desk = desk(Map.of("fallback", "divide:factor=2", "defaultStrategy", "gone"));
    installDivider("divide");
    ResolvedStrategy resolved =
        desk.resolve(desk.choose("", "", ""), MODEL, ContextPlans.plain(MODEL, 80));
    assertThat(resolved.expression()).isEqualTo("divide:factor=2");
    assertThat(resolved.notice()).contains("gone is not installed now, so divide:factor=2");
  }
}
