package org.hawser.api.ingest;

import java.util.List;
import java.util.Map;

/// What ingestion is doing now.
///
/// @param perOutcome documents per outcome
/// @param processing paths being processed
/// @param stalled one sentence when nothing can proceed (no embedder yet, disk full); empty
/// otherwise
public record IngestProgress(
    Map<Outcome, Long> perOutcome, List<String> processing, String stalled) {
  public IngestProgress {
    perOutcome = Map.copyOf(perOutcome);
    processing = List.copyOf(processing);
  }

  /// Documents that are not settled.
  public long open() {
    return perOutcome.entrySet().stream()
        .filter(e -> !e.getKey().settled())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
