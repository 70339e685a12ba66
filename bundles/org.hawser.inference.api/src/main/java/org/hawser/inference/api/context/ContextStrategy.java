package org.hawser.inference.api.context;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// One published method of reaching beyond a model's trained window, registered as a service by
/// a bundle of its own. Methods compose: each takes the plan of those before it.
///
/// Every method is a pure function, called from any thread, outside the token loop: equal
/// arguments give equal results. What it returns holds no reference to the strategy, so it
/// stays valid when the bundle has gone.
@ConsumerType
public interface ContextStrategy {
  /// What configuration, API and command line call it: lower-case letters, digits and hyphens.
  String name();

  /// The parameters it takes, with defaults and bounds. Values given are checked against these
  /// before [#apply] sees them.
  List<StrategyParameter> parameters();

  /// Changes a plan, of any length: whether the length is within [#reach] is for the core to
  /// say, and measurements go beyond on purpose. The methods of [AttentionPlan] know the rules.
  ///
  /// @param plan the model's own plan, or that of the strategies applied before
  /// @param request model, parameters and length
  /// @return the new plan for the same rows, or `plan` itself where nothing is to be changed
  /// @throws StrategyRefusedException when model, parameters or `plan` do not suit; the
  ///     message is one sentence that says why and what to do
  AttentionPlan apply(AttentionPlan plan, PlanRequest request);

  /// How many tokens a sequence may have under this strategy, whatever the horizon. One that
  /// only goes with others gives the context length of the model; of strategies together the
  /// longest reach counts.
  ///
  /// @return tokens, at least 1; [Integer#MAX_VALUE] when there is no end
  /// @throws StrategyRefusedException as [#apply] does
  int reach(PlanRequest request);
}
