package org.hawser.benchmarks.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.model.LanguageModel;

/// Plans of several strategies for one model, and how long making them took.
final class StrategyPlans {
  private final Map<String, AttentionPlan> plans = new LinkedHashMap<>();
  private final Map<String, Double> milliseconds = new LinkedHashMap<>();
  private final Map<String, String> refusals = new LinkedHashMap<>();

  /// @param expressions strategies; empty for all that are installed
  /// @param horizon rows of the plans
  StrategyPlans(
      ContextStrategies strategies, LanguageModel model, List<String> expressions, int horizon) {
    List<String> chosen =
        expressions.isEmpty()
            ? strategies.list().stream().map(StrategyDescription::name).toList()
            : expressions.stream().map(strategies::check).distinct().toList();
    for (String expression : chosen) {
      plan(strategies, model, expression, horizon);
    }
  }

  private void plan(
      ContextStrategies strategies, LanguageModel model, String expression, int horizon) {
    AttentionPlan own = model.plan(horizon);
    try {
      long began = System.nanoTime();
      ResolvedStrategy resolved =
          strategies.resolveBeyondReach(StrategyChoice.request(expression), model.context(), own);
      milliseconds.put(expression, (System.nanoTime() - began) / 1e6);
      plans.put(expression, resolved.plan());
    } catch (StrategyRefusedException e) {
      refusals.put(expression, e.getMessage());
    }
  }

  /// Plans by expression, in the order asked for.
  Map<String, AttentionPlan> plans() {
    return plans;
  }

  /// How long it took to make a plan.
  double milliseconds(String expression) {
    return milliseconds.get(expression);
  }

  /// Why there is no plan, by expression.
  Map<String, String> refusals() {
    return refusals;
  }

  /// Leaves one out.
  void refuse(String expression, String sentence) {
    plans.remove(expression);
    refusals.put(expression, sentence);
  }
}
