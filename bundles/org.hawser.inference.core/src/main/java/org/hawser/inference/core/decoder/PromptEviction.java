package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.Eviction;
import org.hawser.inference.core.attention.PromptVotes;
import org.hawser.inference.core.cache.KeptCells;
import org.hawser.inference.core.cache.KeyValueCache;

/// Gives up cells of a prompt that has been read. Its last rows are computed once more, on a fork,
/// to see what they attend to; that way nothing has to be known beforehand of where it ends.
///
/// @param evictions by kind of layers; null for kinds that give nothing up
record PromptEviction(List<Eviction> evictions) {
  static PromptEviction of(AttentionPlan plan, List<String> kinds) {
    List<Eviction> evictions = new ArrayList<>();
    kinds.forEach(kind -> evictions.add(plan.layer(kind).eviction()));
    return new PromptEviction(evictions);
  }

  /// Tokens each head has given up.
  static int evicted(KeyValueCache cache) {
    int most = 0;
    for (int kind = 0; kind < cache.layout().kinds(); kind++) {
      KeptCells kept = cache.kept(kind);
      most = Math.max(most, kept == null ? 0 : kept.end() - kept.count());
    }
    return most;
  }

  /// Gives cells up where there are more than the budget.
  ///
  /// @param session of the cache
  void run(Decoder decoder, DecoderSession session, KeyValueCache cache, BooleanSupplier stop) {
    int observed =
        evictions.stream().filter(Objects::nonNull).mapToInt(Eviction::observed).max().orElse(0);
    int end = cache.size() - observed;
    List<Eviction> due = new ArrayList<>();
    for (int kind = 0; kind < evictions.size(); kind++) {
      due.add(isDue(evictions.get(kind), cache.kept(kind), end) ? evictions.get(kind) : null);
    }
    if (due.stream().allMatch(Objects::isNull)) {
      return;
    }
    PromptVotes votes = new PromptVotes(cache, end, due);
    int[] last = Arrays.copyOfRange(cache.tokens(), end, cache.size());
    try (DecoderSession observer = session.fork()) {
      observer.truncate(end);
      Slice slice = new Slice(observer, last, 0, observed, new float[0][]);
      decoder.run(List.of(slice), votes, stop);
    }
    votes.evict(end, due);
  }

  private static boolean isDue(Eviction eviction, KeptCells kept, int end) {
    if (eviction == null) {
      return false;
    }
    int before = kept == null ? end : end - kept.end() + kept.count();
    return before > eviction.budget() - eviction.observed() && (kept == null || end > kept.end());
  }
}
