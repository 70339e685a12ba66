package org.hawser.web.api;

import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategySwap;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;

/**
 * How an answer attended, as clients see it.
 *
 * @param swap null when strategies did not change
 */
record ContextView(
    String strategy,
    StrategyChoice.Source source,
    String notice,
    boolean exact,
    int tokensNoLongerVisible,
    int tokensEvicted,
    SwapView swap) {
  /** A change of strategies between two turns. */
  record SwapView(
      String from,
      String to,
      SwapMode mode,
      boolean exact,
      int tokensComputedAnew,
      int tokensNoLongerVisible,
      double milliseconds,
      String why) {
    static SwapView of(StrategySwap swap) {
      SwapReport report = swap.report();
      return new SwapView(
          swap.from(),
          swap.to(),
          report.done(),
          report.exact(),
          report.cells(),
          report.tokensNoLongerVisible(),
          swap.millis(),
          report.why());
    }
  }

  static ContextView of(ContextUse use) {
    return new ContextView(
        use.strategy(),
        use.source(),
        use.notice(),
        use.exact(),
        use.tokensNoLongerVisible(),
        use.tokensEvicted(),
        use.swap().map(SwapView::of).orElse(null));
  }
}
