package org.hawser.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelListing.State;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.shell.GivenServices;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.Test;

class StrategyCommandsTest {
  private final GivenServices services = new GivenServices();
  private final StrategyCommands commands = new StrategyCommands(services);

  /// A service of which a command uses one or two methods.
  private static <T> T service(Class<T> type, Map<String, Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (method.getName().equals("context") && !arguments[0].equals("tiny")) {
                throw new ModelUnavailableException(Reason.UNKNOWN, "There is no such model.");
              }
              return results.get(method.getName());
            }));
  }

  private void start(ContextAdvisor advisor) {
    ModelListing tiny =
        new ModelListing(
            "tiny",
            "tiny.gguf",
            1,
            State.AVAILABLE,
            "",
            Optional.empty(),
            Optional.of(new MemoryNeed(Map.of(), 2_000_000)),
            Set.of(),
            0,
            PrefixUse.NONE);
    ModelContext context = ContextPlans.model(64, 10_000, 4096);
    services.models =
        service(LanguageModels.class, Map.of("list", List.of(tiny), "context", context));
    services.advisor = advisor;
  }

  @Test
  void strategiesAreListedWithTheirParameters() {
    StrategyParameter window =
        StrategyParameter.derivedWhole("window", "tokens", 1, 99, 0, "Tokens that stay.");
    StrategyParameter truncate = StrategyParameter.flag("truncate", true, "Whether it rounds.");
    List<StrategyDescription> installed =
        List.of(
            new StrategyDescription("log-n", List.of(), "b 1"),
            new StrategyDescription("yarn", List.of(window, truncate), "a 1"));
    services.strategies = service(ContextStrategies.class, Map.of("list", installed));
    assertThat(commands.strategies())
        .containsPattern("log-n")
        .containsPattern("yarn +window +1\\.\\.99 tokens +follows +Tokens that stay\\.")
        .containsPattern(" +truncate +true, false +true +Whether it rounds\\.");
  }

  @Test
  void proposalsComeWithReasons() {
    start((_, length, memory) -> List.of(new StrategyAdvice("yarn", length, 1, "For " + memory)));
    assertThat(commands.advise(new String[] {"tiny", "8000"}))
        .isEqualTo("yarn\n    For 2147483647\n");
    assertThat(commands.advise(new String[] {"tiny", "8000", "100"}))
        .isEqualTo("yarn\n    For 50000\n");
  }

  @Test
  void whatCannotBeSaidIsOneSentence() {
    assertThat(commands.strategies()).contains("is not running");
    assertThat(commands.advise(new String[] {"tiny", "8"})).contains("is not running");
    start((_, _, _) -> List.of());
    assertThat(commands.advise(new String[] {"tiny"})).startsWith("Give a model, a length");
    assertThat(commands.advise(new String[] {"tiny", "many"}))
        .isEqualTo("The length is a whole number, not 'many'.");
    assertThat(commands.advise(new String[] {"other", "8"})).isEqualTo("There is no such model.");
    assertThat(commands.advise(new String[] {"tiny", "8"}))
        .isEqualTo("Nothing installed takes the model test-model to 8 tokens: it knows 4096.\n");
  }
}
