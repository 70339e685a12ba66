package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** The prompt strategies there are. */
final class PromptStrategiesApi {
  private final Services services;

  /** A strategy. */
  record StrategyView(String name, String description) {}

  /** All of them. */
  record Strategies(List<StrategyView> strategies) {}

  PromptStrategiesApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/prompt-strategies", Access.READ, Set.of(), this::list));
  }

  private void list(Exchange exchange) throws IOException {
    exchange.json(
        200,
        new Strategies(
            services.promptStrategies().stream()
                .map(strategy -> new StrategyView(strategy.name(), strategy.description()))
                .toList()));
  }
}
