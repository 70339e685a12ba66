package org.hawser.inference.core.decoder;

import java.util.Map;

/// Sums over numbers of weights by element type.
final class WeightCount {
  private WeightCount() {}

  static long total(Map<String, Long> byType) {
    return byType.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The type most weights have.
  static String most(Map<String, Long> byType) {
    return byType.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
