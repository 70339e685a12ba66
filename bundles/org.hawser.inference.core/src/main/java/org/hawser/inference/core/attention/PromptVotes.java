package org.hawser.inference.core.attention;

import java.util.Arrays;
import java.util.List;
import org.hawser.inference.api.context.Eviction;
import org.hawser.inference.core.cache.KeptCells;
import org.hawser.inference.core.cache.KeyValueCache;

/// How much attention the last rows of a prompt give to the cells before them, by layer and
/// key-value head: probabilities summed over these rows and the query heads of the head (SnapKV,
/// arXiv 2404.14469, section 4). What remained of earlier prompts comes first, cell by cell, then
/// the cells behind that; both are called candidates.
public final class PromptVotes {
  private final KeyValueCache cache;
  private final List<Integer> kindOfLayer;
  private final float[][][] votes;

  /// @param cache holds the cells voted for, and is not changed meanwhile
  /// @param end cells from here on vote
  /// @param evictions by kind of layers; null for kinds that give nothing up
  public PromptVotes(KeyValueCache cache, int end, List<Eviction> evictions) {
    this.cache = cache;
    this.kindOfLayer = cache.layout().kindOfLayer();
    this.votes = new float[kindOfLayer.size()][][];
    for (int layer = 0; layer < votes.length; layer++) {
      int kind = kindOfLayer.get(layer);
      if (evictions.get(kind) != null) {
        votes[layer] = new float[cache.layout().heads()][candidate(cache.kept(kind), end)];
      }
    }
  }

  /// Number of a cell among the candidates, when it is none of those that remained.
  static int candidate(KeptCells kept, int cell) {
    return kept == null ? cell : cell - kept.end() + kept.count();
  }

  /// Whether a layer is voted in.
  public boolean counts(int layer) {
    return votes[layer] != null;
  }

  /// Votes for the candidates of a head, to be added to.
  float[] of(int layer, int head) {
    return votes[layer][head];
  }

  /// Lets go of what received least attention.
  ///
  /// @param end as before
  /// @param evictions as before
  public void evict(int end, List<Eviction> evictions) {
    for (int kind = 0; kind < evictions.size(); kind++) {
      if (evictions.get(kind) != null) {
        cache.keep(kind, end, remaining(kind, evictions.get(kind)));
      }
    }
  }

  private int[][][] remaining(int kind, Eviction eviction) {
    int[][][] remaining = new int[votes.length][][];
    for (int layer = 0; layer < votes.length; layer++) {
      if (kindOfLayer.get(layer) == kind) {
        remaining[layer] =
            Arrays.stream(votes[layer])
                .map(ofHead -> strongest(pooled(ofHead, eviction.pooled()), room(eviction)))
                .toArray(int[][]::new);
      }
    }
    return remaining;
  }

  private static int room(Eviction eviction) {
    return eviction.budget() - eviction.observed();
  }

  /// Averages over neighbours; what is beyond the ends counts as 0.
  static float[] pooled(float[] votes, int width) {
    float[] pooled = new float[votes.length];
    for (int i = 0; i < votes.length; i++) {
      double sum = 0;
      int end = Math.min(votes.length, i + width / 2 + 1);
      for (int j = Math.max(0, i - width / 2); j < end; j++) {
        sum += votes[j];
      }
      pooled[i] = (float) (sum / width);
    }
    return pooled;
  }

  /// The candidates with most votes, of equal ones the earlier, ascending.
  static int[] strongest(float[] votes, int count) {
    StrongestCells strongest = new StrongestCells(1);
    strongest.clear(1, Math.min(count, votes.length));
    for (int i = 0; i < votes.length; i++) {
      strongest.offer(0, i, votes[i]);
    }
    int[] cells = new int[strongest.count(0)];
    Arrays.setAll(cells, i -> strongest.cell(0, i));
    Arrays.sort(cells);
    return cells;
  }
}
