package org.hawser.inference.core.generation;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.hawser.inference.api.context.Swap;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.ModelUnavailableException;

/// Opens the sessions of answers: goes on with one that holds the prompt's beginning where that is
/// exact or allowed, and begins anew otherwise. Safe from any thread.
///
/// @param idle sessions kept
/// @param source new ones
record SessionOpenings(IdleSessions idle, SessionSource source) {
  /// @param using told of the session while it is worked on, so that it can be cancelled
  /// @throws IllegalStateException when the strategies cannot be changed; what was kept stays
  OpenedSession open(
      int[] prompt, AnswerContext context, Swap swap, Consumer<GenerationSession> using) {
    boolean exactly = swap.mode() == SwapMode.REPREFILL;
    IdleSessions.Beginning beginning = idle.take(prompt, context.expression(), exactly);
    if (beginning == null) {
      return OpenedSession.same(source.open(context.plan()), context.expression());
    }
    boolean usable = false;
    try {
      using.accept(beginning.session());
      SwapReport report = change(beginning, context, swap);
      usable = report.exact() || !exactly;
      if (usable) {
        return opened(beginning, context, report);
      }
    } finally {
      using.accept(null);
      if (!usable) {
        beginning.session().close();
      }
    }
    return OpenedSession.empty(
        source.open(context.plan()),
        beginning.strategy(),
        context.expression(),
        beginning.tokens());
  }

  /// A whole new beginning is read like any prompt, with others beside it: here it is only seen
  /// whether that has to be.
  private static SwapReport change(
      IdleSessions.Beginning beginning, AnswerContext context, Swap swap) {
    SwapMode mode = swap.mode() == SwapMode.REPREFILL ? SwapMode.KEEP : swap.mode();
    try {
      return beginning.session().setPlan(context.plan(), mode, swap.tail());
    } catch (CancellationException | ModelUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The change from the strategy "
              + beginning.strategy()
              + " to "
              + context.expression()
              + " failed ("
              + e.getMessage()
              + "), and "
              + beginning.strategy()
              + " stays in place: ask again, or without the change.",
          e);
    }
  }

  private static OpenedSession opened(
      IdleSessions.Beginning beginning, AnswerContext context, SwapReport report) {
    String expression = context.expression();
    boolean unchanged =
        beginning.strategy().equals(expression) && report.exact() && report.cells() == 0;
    return unchanged
        ? OpenedSession.same(beginning.session(), expression)
        : OpenedSession.swapped(beginning.session(), beginning.strategy(), expression, report);
  }
}
