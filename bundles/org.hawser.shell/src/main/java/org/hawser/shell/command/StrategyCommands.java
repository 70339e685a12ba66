package org.hawser.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `hawser:strategies` and `hawser:advise`: the context strategies there are, and which to use.
@Component(
    service = StrategyCommands.class,
    property = {
      "osgi.command.scope=hawser",
      "osgi.command.function=strategies",
      "osgi.command.function=advise"
    })
public final class StrategyCommands {
  private final Services services;

  @Activate
  public StrategyCommands(@Reference Services services) {
    this.services = services;
  }

  /// Every context strategy installed, with its parameters.
  public String strategies() {
    return Commands.sentenceOf(this::list);
  }

  private String list() throws IOException {
    ContextStrategies strategies =
        Commands.running(services.strategies(), "The choice of context strategies");
    List<StrategyDescription> installed = strategies.list();
    if (installed.isEmpty()) {
      return "No context strategy is installed; models run as they are.\n";
    }
    Table table = new Table("STRATEGY", "PARAMETER", "RANGE", "DEFAULT", "MEANING");
    for (StrategyDescription strategy : installed) {
      if (strategy.parameters().isEmpty()) {
        table.row(strategy.name());
      }
      String name = strategy.name();
      for (StrategyParameter parameter : strategy.parameters()) {
        table.row(
            name, parameter.name(), range(parameter), standard(parameter), parameter.description());
        name = "";
      }
    }
    return table
        + "Write them as name:parameter=value,... and join with +, as in yarn:factor=4+log-n.\n";
  }

  /// Proposes strategies for texts of a length: `advise MODEL LENGTH [MEGABYTES]`.
  ///
  /// @param words model, tokens of prompt and answer together, memory for its KV cache
  public String advise(String[] words) {
    return Commands.sentenceOf(() -> advice(words));
  }

  private String advice(String[] words) throws IOException {
    if (words.length < 2 || words.length > 3) {
      throw new IllegalArgumentException(
          "Give a model, a length in tokens and, if memory is scarce, megabytes for the KV cache.");
    }
    ContextAdvisor advisor =
        Commands.running(services.advisor(), "The advisor on context strategies");
    LanguageModels models = Commands.running(services.models(), "The library of language models");
    int length = whole("length", words[1]);
    ModelContext model = models.context(words[0]);
    int memory =
        words.length == 2 ? Integer.MAX_VALUE : tokens(models, words[0], whole("memory", words[2]));
    List<StrategyAdvice> proposals = advisor.advise(model, length, memory);
    if (proposals.isEmpty()) {
      return "Nothing installed takes the model "
          + model.modelId()
          + " to "
          + length
          + " tokens: it knows "
          + model.contextLength()
          + ".\n";
    }
    StringBuilder text = new StringBuilder();
    for (StrategyAdvice proposal : proposals) {
      text.append(proposal.expression()).append("\n    ").append(proposal.reason()).append('\n');
    }
    return text.toString();
  }

  private static int whole(String what, String word) {
    if (!word.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException("The " + what + " is a whole number, not '" + word + "'.");
    }
    return Integer.parseInt(word);
  }

  /// Tokens whose keys and values fit into some megabytes.
  private static int tokens(LanguageModels models, String modelId, int megabytes) {
    long perThousand =
        models.list().stream()
            .filter(listing -> listing.modelId().equals(modelId))
            .flatMap(listing -> listing.memory().stream())
            .mapToLong(MemoryNeed::cacheBytesPerThousandTokens)
            .findFirst()
            .orElseThrow();
    return (int) Math.clamp(megabytes * 1_000_000_000L / perThousand, 1, Integer.MAX_VALUE);
  }

  private static String range(StrategyParameter parameter) {
    return switch (parameter.kind()) {
      case FLAG -> "true, false";
      case NUMBER, WHOLE ->
          (plain(parameter.min()) + ".." + plain(parameter.max()) + " " + parameter.unit()).strip();
    };
  }

  private static String standard(StrategyParameter parameter) {
    OptionalDouble standard = parameter.defaultValue();
    if (standard.isEmpty()) {
      return "follows";
    }
    return parameter.kind() == StrategyParameter.Kind.FLAG
        ? Boolean.toString(standard.getAsDouble() != 0)
        : plain(standard.getAsDouble());
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
