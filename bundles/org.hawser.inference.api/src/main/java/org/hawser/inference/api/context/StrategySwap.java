package org.hawser.inference.api.context;

import java.util.Locale;
import java.util.Objects;

/// A change of strategies between two turns.
///
/// @param from expression of the strategies before, `none` for the model's own attention
/// @param to expression of the strategies now
/// @param report what it did to the tokens both turns have in common
public record StrategySwap(String from, String to, SwapReport report) {
  private static final double NANOS_PER_MILLI = 1e6;

  public StrategySwap {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
    Objects.requireNonNull(report);
  }

  /// Time the change took, in milliseconds.
  public double millis() {
    return report.nanos() / NANOS_PER_MILLI;
  }

  /// All of it in a line, for people.
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "Strategy %s after %s: %s, %d tokens computed anew in %.0f ms, %d no longer visible. %s",
        to,
        from,
        report.exact() ? "exact" : "not exact",
        report.cells(),
        millis(),
        report.tokensNoLongerVisible(),
        report.why());
  }
}
