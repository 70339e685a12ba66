package org.hawser.inference.core.generation;

import java.util.Optional;
import org.hawser.inference.api.context.StrategySwap;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationSession;

/// A session a prompt is read into, and what became of the tokens computed before. Used by one
/// thread.
final class OpenedSession {
  private final GenerationSession session;
  private final String from;
  private final String to;
  private final int again;
  private final long begin = System.nanoTime();
  private SwapReport report;

  /// @param again tokens at the beginning of the prompt that had been computed and are to be again
  /// @param report what the change of strategies did; null for none, or none yet
  private OpenedSession(
      GenerationSession session, String from, String to, int again, SwapReport report) {
    this.session = session;
    this.from = from;
    this.to = to;
    this.again = again;
    this.report = report;
  }

  /// Holds nothing, or what was computed under the same strategies.
  static OpenedSession same(GenerationSession session, String expression) {
    return new OpenedSession(session, expression, expression, 0, null);
  }

  /// Holds what was computed under others.
  static OpenedSession swapped(
      GenerationSession session, String from, String to, SwapReport report) {
    return new OpenedSession(session, from, to, 0, report);
  }

  /// Holds nothing; what was computed under others is computed anew.
  static OpenedSession empty(GenerationSession session, String from, String to, int again) {
    return new OpenedSession(session, from, to, again, null);
  }

  GenerationSession session() {
    return session;
  }

  /// Tokens of the prompt after which [#reached] is to be called, 0 for never.
  int again() {
    return again;
  }

  /// Takes note that the tokens have been computed anew.
  void reached() {
    report =
        new SwapReport(
            SwapMode.REPREFILL,
            true,
            again,
            session.tokensNoLongerVisible(),
            System.nanoTime() - begin,
            "All tokens were computed anew, as asked.");
  }

  /// Whether all tokens are as a fresh run would have them.
  boolean exact() {
    return report == null || report.exact();
  }

  /// The change of strategies, empty when there was none.
  Optional<StrategySwap> swap() {
    return report == null ? Optional.empty() : Optional.of(new StrategySwap(from, to, report));
  }
}
