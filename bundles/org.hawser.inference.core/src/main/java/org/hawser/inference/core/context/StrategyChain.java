package org.hawser.inference.core.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.core.context.StrategyExpression.Term;

/// The strategies of an expression, held from here on whatever becomes of their bundles.
///
/// @param missing the first one that is not installed, empty when all are
record StrategyChain(StrategyExpression expression, List<Link> links, String missing) {
  /// One strategy and the values of its parameters.
  record Link(InstalledStrategy strategy, ContextStrategy service, Map<String, Double> values) {
    PlanRequest request(ModelContext model, int horizon) {
      return new PlanRequest(model, values, horizon);
    }
  }

  /// Finds the strategies.
  ///
  /// @throws StrategyRefusedException when a parameter is wrong
  static StrategyChain of(
      StrategyExpression expression, StrategyRegistry registry, ParameterBounds bounds) {
    List<Link> links = new ArrayList<>();
    for (Term term : expression.terms()) {
      Optional<InstalledStrategy> strategy = registry.find(term.name());
      Optional<ContextStrategy> service = strategy.flatMap(InstalledStrategy::service);
      if (service.isPresent()) {
        Map<String, Double> values = strategy.get().values(term.given(), bounds);
        links.add(new Link(strategy.get(), service.get(), values));
      } else if (!StrategyExpression.NONE.terms().contains(term)) {
        return new StrategyChain(expression, List.of(), term.name());
      }
    }
    return new StrategyChain(expression, links, "");
  }

  /// The longest reach of its strategies; that of the model when there are none.
  int reach(ModelContext model) {
    return links.stream()
        .mapToInt(link -> link.strategy().reach(link.service(), link.request(model, 1)))
        .max()
        .orElse(model.contextLength());
  }

  /// Applies them in order.
  ResolvedStrategy resolve(ModelContext model, AttentionPlan plan, String notice) {
    AttentionPlan made = plan;
    for (Link link : links) {
      made = link.strategy().apply(link.service(), made, link.request(model, plan.rows()));
    }
    return new ResolvedStrategy(expression.toString(), made, reach(model), notice);
  }

  /// The first strategy whose bundle has gone since.
  Optional<String> gone() {
    return links.stream()
        .map(Link::strategy)
        .filter(InstalledStrategy::isGone)
        .map(InstalledStrategy::name)
        .findFirst();
  }
}
