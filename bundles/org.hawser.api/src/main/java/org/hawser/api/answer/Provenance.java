package org.hawser.api.answer;

import java.util.List;
import java.util.Map;

/// How an answer was made.
///
/// @param method `extractive`, or the prompt strategy of a generated answer
/// @param retrieval mode and fusion that ran, such as `hybrid/min-max`
/// @param embeddingModel model of the vectors, empty when none took part
/// @param evidence chunks looked at, best first
/// @param confidence evidence score of the best sentence, 0..1
/// @param threshold confidence below which the answer is "not found"
/// @param micros time per stage in microseconds
/// @param notes everything a reader should know: fall-backs, what was dropped and why
public record Provenance(
    String method,
    String retrieval,
    String embeddingModel,
    List<Evidence> evidence,
    double confidence,
    double threshold,
    Map<String, Long> micros,
    List<String> notes) {
  public Provenance {
    evidence = List.copyOf(evidence);
    micros = Map.copyOf(micros);
    notes = List.copyOf(notes);
  }

  /// A chunk that was looked at.
  ///
  /// @param chunkId the chunk
  /// @param score fused score
  /// @param keywordRank 1-based, 0 when not among the keyword candidates
  /// @param vectorRank 1-based, 0 when not among the vector candidates
  public record Evidence(String chunkId, double score, int keywordRank, int vectorRank) {}
}
