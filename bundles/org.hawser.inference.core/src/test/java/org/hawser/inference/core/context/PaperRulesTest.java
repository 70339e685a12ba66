package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;

class PaperRulesTest {
  private static final ModelContext MODEL = ContextPlans.model(64, 10_000, 4096);

  private static List<String> expressions(List<StrategyAdvice> advice) {
    return advice.stream().map(StrategyAdvice::expression).toList();
  }

  @Test
  void aLengthThatFitsNeedsNothing() {
    assertThat(new PaperRules(MODEL, 4096, 4096).none().reason())
        .isEqualTo("4096 tokens fit into the model's window of 4096: nothing is better there.");
  }

  @Test
  void selfExtendStaysBelowTwoThirdsOfTheWindow() {
    for (int length = 4097; length < 200_000; length += 611) {
      StrategyAdvice advice = new PaperRules(MODEL, length, length).wholeText().getFirst();
      int[] values =
          List.of(advice.expression().replaceAll("[^0-9,]", "").split(",")).stream()
              .mapToInt(Integer::parseInt)
              .toArray();
      assertThat(values[1] % values[0]).isZero();
      assertThat(values[1] + (length - values[1]) / (double) values[0]).isLessThan(2.0 / 3 * 4096);
      assertThat(advice.reach()).isGreaterThanOrEqualTo(length);
    }
  }

  @Test
  void tablesAreProposedAsFarAsTheyHold() {
    assertThat(expressions(new PaperRules(MODEL, 8000, 8000).wholeText()))
        .contains("yarn:factor=2", "dynamic-ntk");
    assertThat(expressions(new PaperRules(MODEL, 16_000, 16_000).wholeText()))
        .contains("yarn:factor=4")
        .doesNotContain("dynamic-ntk");
    assertThat(expressions(new PaperRules(MODEL, 60_000, 60_000).wholeText()))
        .noneMatch(expression -> expression.startsWith("yarn"));
  }

  @Test
  void windowsFitIntoModelAndMemory() {
    assertThat(expressions(new PaperRules(MODEL, 100_000, 1000).windows()))
        .containsExactly("lm-infinite:local=990,global=10", "streaming:sinks=4,recent=995");
    assertThat(expressions(new PaperRules(MODEL, 100_000, 50_000).windows()))
        .containsExactly("lm-infinite:local=4086,global=10", "streaming:sinks=4,recent=4091");
    assertThat(new PaperRules(MODEL, 100_000, 1000).windows().getFirst().reason())
        .endsWith("a fact anywhere in 100000 tokens is found about 1 % of the time.");
    assertThat(new PaperRules(MODEL, 100_000, 10).windows()).isEmpty();
  }
}
