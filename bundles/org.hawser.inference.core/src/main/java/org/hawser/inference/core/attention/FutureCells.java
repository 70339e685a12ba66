package org.hawser.inference.core.attention;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.KeptCells;
import org.hawser.inference.core.cache.KeyValueCache;

/// Which cells the rows of a plan will still see, from some row on.
public final class FutureCells {
  private final List<List<Reach>> kinds = new ArrayList<>();
  private final List<Boolean> evicts = new ArrayList<>();

  /// @param names kinds of layers
  public FutureCells(AttentionPlan plan, List<String> names) {
    for (String name : names) {
      evicts.add(plan.layer(name).eviction() != null);
      kinds.add(plan.layer(name).spans().stream().map(FutureCells::reach).toList());
    }
  }

  /// What is seen of a span: from row r on, cells `from[r]` to before `to[r]`.
  private record Reach(int[] from, int[] to) {
    boolean sees(int row, int begin, int end) {
      return row < from.length && from[row] < end && to[row] > begin;
    }
  }

  private static Reach reach(Span span) {
    int rows = span.rows();
    int[] from = new int[rows];
    int[] to = new int[rows];
    int first = Integer.MAX_VALUE;
    int end = 0;
    for (int row = rows - 1; row >= 0; row--) {
      if (span.from(row) < span.to(row)) {
        first = Math.min(first, span.from(row));
        end = Math.max(end, span.to(row));
      }
      from[row] = first;
      to[row] = end;
    }
    return new Reach(from, to);
  }

  /// Whether any row from `row` on sees any of some cells in layers of a kind.
  public boolean sees(int kind, int row, int begin, int end) {
    return kinds.get(kind).stream().anyMatch(reach -> reach.sees(row, begin, end));
  }

  /// How many cells of a cache no coming row sees in any layer.
  public int unseen(KeyValueCache cache) {
    int row = cache.size();
    int unseen = 0;
    for (int cell = 0; cell < row; cell++) {
      boolean seen = false;
      for (int kind = 0; kind < kinds.size() && !seen; kind++) {
        KeptCells kept = cache.kept(kind);
        boolean there = kept == null || cell >= kept.end() || kept.holds(cell);
        seen = there && sees(kind, row, cell, cell + 1);
      }
      unseen += seen ? 0 : 1;
    }
    return unseen;
  }

  /// Gives up the pages before `row` that no row from there on sees.
  public void release(KeyValueCache cache, int row) {
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int page = 0; (page + 1) * CacheLayout.CELLS <= row; page++) {
        int begin = page * CacheLayout.CELLS;
        if (!sees(kind, row, begin, begin + CacheLayout.CELLS)) {
          cache.release(kind, page);
        }
      }
    }
  }

  /// Whether the cache still has all cells before `row` that rows from there on see, but for
  /// those
  /// the plan has given up.
  public boolean isHeld(KeyValueCache cache, int row) {
    for (int kind = 0; kind < kinds.size(); kind++) {
      KeptCells kept = cache.kept(kind);
      if (kept != null && (!evicts.get(kind) || row < kept.end())) {
        return false;
      }
      int first = kept == null ? 0 : kept.end() / CacheLayout.CELLS * CacheLayout.CELLS;
      for (int begin = first; begin < row; begin += CacheLayout.CELLS) {
        int end = Math.min(row, begin + CacheLayout.CELLS);
        if (sees(kind, row, begin, end) && !cache.holds(kind, begin, end)) {
          return false;
        }
      }
    }
    return true;
  }
}
