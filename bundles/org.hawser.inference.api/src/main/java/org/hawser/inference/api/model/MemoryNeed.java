package org.hawser.inference.api.model;

import java.util.Map;

/// Memory a model takes, known before it is loaded.
///
/// @param weightBytes bytes of the weights by form, mapped parts of the file not counted; forms the
///     model cannot be served in are absent
/// @param cacheBytesPerThousandTokens bytes of the KV cache for 1,000 tokens of one sequence, in
///     the configured format
public record MemoryNeed(Map<ServingForm, Long> weightBytes, long cacheBytesPerThousandTokens) {
  public MemoryNeed {
    weightBytes = Map.copyOf(weightBytes);
  }
}
