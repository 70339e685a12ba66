package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.core.context.StrategyAdvisor;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the advisor proposes can be used as it stands.
class AdviceTest {
  @TempDir private Path cache;

  @Test
  void everyProposalIsCarriedOut() throws Exception {
    try (InstalledStrategies installed = new InstalledStrategies(cache)) {
      ContextStrategies strategies = installed.strategies();
      assertThat(strategies.list()).hasSize(Shipped.all().size());
      StrategyAdvisor advisor = new StrategyAdvisor(strategies);
      ModelContext model = ContextPlans.model(32, 10_000, 1000);
      for (int length : new int[] {10, 1000, 1001, 1500, 2500, 7777, 16_000}) {
        for (int memory : new int[] {100, 1000, 4000, Integer.MAX_VALUE}) {
          assertThat(advisor.advise(model, length, memory)).isNotEmpty();
          for (StrategyAdvice advice : advisor.advise(model, length, memory)) {
            ResolvedStrategy resolved =
                strategies.resolve(
                    StrategyChoice.request(advice.expression()),
                    model,
                    ContextPlans.plain(model, length));
            assertThat(resolved.expression()).isEqualTo(advice.expression());
            assertThat(resolved.reach()).isEqualTo(advice.reach()).isGreaterThanOrEqualTo(length);
            assertThat(advice.cells()).isLessThanOrEqualTo(memory);
          }
        }
      }
    }
  }
}
