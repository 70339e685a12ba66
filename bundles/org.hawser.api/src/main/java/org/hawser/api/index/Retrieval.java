package org.hawser.api.index;

import java.util.List;
import java.util.Map;

/// What a query found.
///
/// @param hits best first
/// @param modeUsed what really ran: hybrid falls back to keyword when there is no embedder
/// @param notes one sentence for everything that differs from what was asked
/// @param micros time per stage in microseconds: `embed`, `keyword`, `vector`, `fuse`
public record Retrieval(
    List<Hit> hits, RetrievalQuery.Mode modeUsed, List<String> notes, Map<String, Long> micros) {
  public Retrieval {
    hits = List.copyOf(hits);
    notes = List.copyOf(notes);
    micros = Map.copyOf(micros);
  }
}
