package org.hawser.inference.api.context;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// The context strategies that are installed now, and the one place where they are chosen,
/// checked and made into plans. Strategies come and go between any two calls; plans that were
/// handed out stay valid. Safe from any thread.
///
/// An expression names strategies with their parameters, `yarn:factor=4+log-n`; a flag is
/// `true` or `false`. Parameters left out have their configured default or follow from model
/// and length.
@ProviderType
public interface ContextStrategies {
  /// Those installed, by name.
  List<StrategyDescription> list();

  /// What counts for a turn: what the request names, else the conversation, else the
  /// configuration of the collection, else the configured default.
  ///
  /// @param request expression of the request, empty when it names none
  /// @param conversation expression of the conversation, empty when it has none
  /// @param collection name of the collection asked, empty for none or several
  StrategyChoice choose(String request, String conversation, String collection);

  /// Checks an expression as far as that goes without a model: grammar, names, parameters.
  ///
  /// @return the expression in the form it is shown in
  /// @throws StrategyRefusedException one sentence when it cannot be used
  String check(String expression);

  /// How many tokens a sequence may have under an expression.
  ///
  /// @return tokens; [Integer#MAX_VALUE] when there is no end
  /// @throws StrategyRefusedException one sentence when the expression cannot be used
  int reach(String expression, ModelContext model);

  /// Plans a turn.
  ///
  /// A strategy that is not installed is refused when the request names it and it never was; in
  /// every other case the configured fallback takes its place, which the result tells.
  ///
  /// @param choice what was chosen
  /// @param model the model
  /// @param plan its own plan, with a row for every token the sequence will have at most
  /// @return a plan of as many rows
  /// @throws StrategyRefusedException one sentence when the expression is wrong, does not suit
  ///     the model, does not reach so far, or a strategy fails or takes too long; whatever plan
  ///     the caller has stays usable
  ResolvedStrategy resolve(StrategyChoice choice, ModelContext model, AttentionPlan plan);

  /// As [#resolve], whatever the strategies' reach: for measuring what happens beyond it.
  ResolvedStrategy resolveBeyondReach(
      StrategyChoice choice, ModelContext model, AttentionPlan plan);
}
