package org.hawser.inference.core.decoder;

import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;

/// Under which plan the cells of a session were computed.
final class CellOrigin {
  private static final int NOTHING_SAVED = -1;

  private final List<String> kinds;

  /// Whether all cells were computed under the session's plan.
  private boolean exact;

  /// Of the plan the first cells were computed under, which came from a file.
  private long savedDigest;

  private int savedCells = NOTHING_SAVED;

  /// Cells computed here.
  CellOrigin(List<String> kinds, boolean exact) {
    this.kinds = kinds;
    this.exact = exact;
  }

  /// Cells from a file.
  ///
  /// @param digest of the plan they were computed under
  /// @param plan the session's
  CellOrigin(List<String> kinds, long digest, AttentionPlan plan, int cells) {
    this(kinds, digest == PlanDigest.of(plan, kinds, cells));
    savedDigest = digest;
    savedCells = cells;
  }

  CellOrigin copy() {
    CellOrigin copy = new CellOrigin(kinds, exact);
    copy.savedDigest = savedDigest;
    copy.savedCells = savedCells;
    return copy;
  }

  boolean isExact() {
    return exact;
  }

  /// The session goes on under another plan with all its cells.
  void planned(boolean asUnderIt) {
    exact = asUnderIt;
  }

  /// Cells were computed anew.
  void computed(boolean all) {
    exact = all;
    savedCells = NOTHING_SAVED;
  }

  /// Cells from a position on were given up.
  void truncated(int position) {
    exact |= position == 0;
    if (position < savedCells) {
      savedCells = NOTHING_SAVED;
    }
  }

  /// Whether all cells are what another plan would have made them.
  ///
  /// @param plan the session's
  boolean isAsUnder(AttentionPlan next, AttentionPlan plan, int cells) {
    return (exact || cells == savedCells)
        && digest(plan, cells) == PlanDigest.of(next, kinds, cells);
  }

  /// Digest of the plan all cells were computed under, 0 when there is none.
  ///
  /// @param plan the session's
  long digest(AttentionPlan plan, int cells) {
    if (exact) {
      return PlanDigest.of(plan, kinds, cells);
    }
    return cells == savedCells ? savedDigest : 0;
  }
}
