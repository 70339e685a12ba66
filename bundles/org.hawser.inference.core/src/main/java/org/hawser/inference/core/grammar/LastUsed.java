package org.hawser.inference.core.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Keeps what was used last. Safe from any thread; making a value holds the others up.
final class LastUsed<K, V> {
  private final int most;
  private final Map<K, V> kept = new LinkedHashMap<>(16, .75f, true);

  /// @param most values kept
  LastUsed(int most) {
    this.most = most;
  }

  synchronized V get(K key, Function<K, V> maker) {
    V known = kept.get(key);
    if (known == null) {
      known = maker.apply(key);
      kept.put(key, known);
      if (kept.size() > most) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return known;
  }
}
