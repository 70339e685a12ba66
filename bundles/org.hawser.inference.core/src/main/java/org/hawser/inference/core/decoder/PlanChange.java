package org.hawser.inference.core.decoder;

import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.core.attention.FutureCells;
import org.hawser.inference.core.cache.KeyValueCache;

/// What a change of the plan asks for.
///
/// @param done what is done
/// @param kept cells that stay
/// @param exact whether the result is as if the new plan had been there from the start
record PlanChange(SwapMode done, int kept, boolean exact, String why) {
  /// @param alike whether all cells are what the next plan would have made them
  static PlanChange of(
      Decoder decoder,
      boolean alike,
      AttentionPlan next,
      KeyValueCache cache,
      SwapMode mode,
      int tail) {
    int size = cache.size();
    FutureCells future = new FutureCells(next, decoder.kindNames());
    boolean whole = PromptEviction.evicted(cache) == 0;
    if (alike && whole && future.isHeld(cache, size)) {
      return new PlanChange(
          SwapMode.KEEP,
          size,
          true,
          "The plan makes of the tokens so far what they are, so all stay.");
    }
    int kept =
        switch (mode) {
          case KEEP -> size;
          case REPREFILL -> 0;
          case REPREFILL_TAIL -> Math.clamp(size - (long) tail, 0, size);
        };
    if (!future.isHeld(cache, kept)) {
      return new PlanChange(
          SwapMode.REPREFILL,
          0,
          true,
          "Tokens the new plan sees had been given up, so all were computed anew.");
    }
    return new PlanChange(mode, kept, kept == 0, reason(mode));
  }

  /// @throws IllegalArgumentException when a plan is for fewer tokens than there are
  static void requireRoom(AttentionPlan next, int tokens) {
    if (next.rows() < tokens) {
      throw new IllegalArgumentException(
          "The plan is for "
              + next.rows()
              + " tokens and the session holds "
              + tokens
              + ": plan for more.");
    }
  }

  private static String reason(SwapMode mode) {
    return switch (mode) {
      case KEEP -> "What was computed under the plan before stays, as asked.";
      case REPREFILL -> "All tokens were computed anew, as asked.";
      case REPREFILL_TAIL -> "The last tokens were computed anew, as asked.";
    };
  }

  SwapReport report(int size, int unseen, long nanos) {
    return new SwapReport(done, exact, size - kept, unseen, nanos, why);
  }
}
