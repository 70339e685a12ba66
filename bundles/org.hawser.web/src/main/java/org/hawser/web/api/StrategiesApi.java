package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.QueryParameters;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** The context strategies there are, and which to use. */
final class StrategiesApi {
  private final Services services;

  /** A parameter; no default where it follows from model and length. */
  record ParameterView(
      String name,
      String kind,
      String unit,
      double min,
      double max,
      Double defaultValue,
      String description) {
    static ParameterView of(StrategyParameter parameter) {
      return new ParameterView(
          parameter.name(),
          parameter.kind().name().toLowerCase(Locale.ROOT),
          parameter.unit(),
          parameter.min(),
          parameter.max(),
          parameter.defaultValue().isPresent() ? parameter.defaultValue().getAsDouble() : null,
          parameter.description());
    }
  }

  /** A strategy. */
  record StrategyView(String name, String provider, List<ParameterView> parameters) {
    static StrategyView of(StrategyDescription strategy) {
      return new StrategyView(
          strategy.name(),
          strategy.provider(),
          strategy.parameters().stream().map(ParameterView::of).toList());
    }
  }

  /** All of them. */
  record Strategies(List<StrategyView> strategies) {}

  /** A proposal; no reach where there is no end. */
  record AdviceView(String strategy, Integer reach, int tokensHeld, String reason) {
    static AdviceView of(StrategyAdvice advice) {
      Integer reach = advice.reach() == Integer.MAX_VALUE ? null : advice.reach();
      return new AdviceView(advice.expression(), reach, advice.cells(), advice.reason());
    }
  }

  /** All of them, the most promising first. */
  record Advice(List<AdviceView> proposals) {}

  StrategiesApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/strategies", Access.READ, Set.of(), this::list),
        new Route(
            "GET",
            "/strategies/advice",
            Access.READ,
            Set.of("model", "length", "memoryMegabytes"),
            this::advise));
  }

  private void list(Exchange exchange) throws IOException {
    exchange.json(
        200,
        new Strategies(
            services.requireStrategies().list().stream().map(StrategyView::of).toList()));
  }

  private void advise(Exchange exchange) throws IOException {
    QueryParameters query = exchange.query();
    String modelId = query.requiredText("model");
    query.requiredText("length");
    int length = query.integer("length", 1, 1, Integer.MAX_VALUE);
    int megabytes = query.integer("memoryMegabytes", 0, 1, Integer.MAX_VALUE);
    LanguageModels models = services.requireModels();
    ModelContext model = models.context(modelId);
    int memory = megabytes == 0 ? Integer.MAX_VALUE : tokens(models, modelId, megabytes);
    exchange.json(
        200,
        new Advice(
            services.requireAdvisor().advise(model, length, memory).stream()
                .map(AdviceView::of)
                .toList()));
  }

  /** Tokens whose keys and values fit into some megabytes. */
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
}
