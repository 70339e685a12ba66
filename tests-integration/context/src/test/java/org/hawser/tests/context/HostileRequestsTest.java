package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What users may ask for and cannot have, of the strategies of the product: one sentence each.
class HostileRequestsTest {
  private static final ModelContext MODEL = ContextPlans.model(32, 10_000, 128);
  private static final ModelContext SLIDING =
      ContextPlans.model(32, 128, List.of(new LayerKind("sliding", 10_000, 64)));
  private static final ModelContext WITHOUT_ROPE =
      ContextPlans.model(32, 128, List.of(new LayerKind("full", 0, 0)));

  @TempDir private Path folder;
  private InstalledStrategies installed;

  @BeforeEach
  void install() throws Exception {
    installed = new InstalledStrategies(folder);
  }

  @AfterEach
  void stop() throws Exception {
    installed.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yarm | There is no context strategy yarm",
        "yarn:factor=0.5 | the parameter factor takes a number from 1 to",
        "yarn:facktor=2 | facktor",
        "yarn:factor=NaN | factor",
        "yarn:factor=1e999 | factor",
        "linear:factor=0 | the parameter factor takes a number from 1 to",
        "self-extend:groupSize=3,window=64 | groupSize",
        "self-extend:groupSize=2.5 | a whole number",
        "streaming:sinks=4,recent=500 | must fit into",
        "yarn:factor=2+linear:factor=2 | not defined together",
        "self-extend+streaming | not defined together",
        "snapkv:budget=32 | must be above its window",
        "snapkv:window=4096 | a whole number from 1 to 512",
        "lm-infinite:topK=5+snapkv | use snapkv without topK",
        "longrope | LongRoPE",
        "none+none+none+none+none+none+none+none+none+none+none+none+none+none | strateg",
        "yarn: | yarn",
        "+ | strateg",
      })
  void expressionsThatCannotBeUsedAreOneSentence(String expression, String part) {
    assertRefused(expression, MODEL, 64, part);
  }

  @ParameterizedTest
  @CsvSource({"linear", "yarn", "dynamic-ntk", "self-extend", "streaming", "rerope", "dca"})
  void modelsWithoutLayersToChangeAreRefused(String strategy) {
    assertRefused(strategy, SLIDING, 300, "sliding windows or no RoPE");
    assertRefused(strategy, WITHOUT_ROPE, 300, "sliding windows or no RoPE");
  }

  @ParameterizedTest
  @CsvSource({"none", "linear:factor=2", "yarn:factor=2", "log-n", "snapkv", "longrope"})
  void lengthsBeyondReachAreRefusedBeforeAnythingIsRead(String strategy) {
    assertRefused(strategy, MODEL, 1000, strategy.equals("longrope") ? "LongRoPE" : "1000");
  }

  @Test
  void whatIsAskedForNextWorks() {
    assertRefused("yarn:factor=0.5", MODEL, 64, "factor");
    ResolvedStrategy resolved = resolve("yarn:factor=2", MODEL, 200);
    assertThat(resolved.expression()).isEqualTo("yarn:factor=2");
    assertThat(resolved.reach()).isEqualTo(256);
  }

  private void assertRefused(String expression, ModelContext model, int rows, String part) {
    assertThatThrownBy(() -> resolve(expression, model, rows))
        .as(expression)
        .isInstanceOf(StrategyRefusedException.class)
        .message()
        .contains(part)
        .endsWith(".")
        .hasLineCount(1);
  }

  private ResolvedStrategy resolve(String expression, ModelContext model, int rows) {
    return installed
        .strategies()
        .resolve(StrategyChoice.request(expression), model, ContextPlans.plain(model, rows));
  }
}
