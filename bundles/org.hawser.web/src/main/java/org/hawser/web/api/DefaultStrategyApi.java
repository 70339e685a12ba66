package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.services.StrategyDefault;

/** The context strategy that counts where nobody asks for one. */
final class DefaultStrategyApi {
  private static final String PATH = "/strategies/default";

  private final Services services;

  /** It. */
  record Standard(String strategy) {}

  DefaultStrategyApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Access.READ, Set.of(), this::get),
        new Route("PUT", PATH, Access.ADMIN, Set.of(), this::set));
  }

  private void get(Exchange exchange) throws IOException {
    String expression = services.requireStrategies().choose("", "", "").expression();
    exchange.json(200, new Standard(expression));
  }

  private void set(Exchange exchange) throws IOException {
    String wanted = exchange.body("strategy").requiredText("strategy");
    String expression = checked(services.requireStrategies(), wanted);
    StrategyDefault standard = new StrategyDefault(services.requireConfigurations());
    Optional<String> file = standard.file();
    if (file.isPresent()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The default strategy is set in the file "
              + file.get()
              + ": change "
              + StrategyDefault.KEY
              + " there, or take the file away first.");
    }
    standard.set(expression);
    exchange.json(200, new Standard(expression));
  }

  private static String checked(ContextStrategies strategies, String expression) {
    try {
      return strategies.check(expression);
    } catch (StrategyRefusedException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }
}
