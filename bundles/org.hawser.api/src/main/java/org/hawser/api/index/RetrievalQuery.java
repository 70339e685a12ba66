package org.hawser.api.index;

import java.util.Objects;
import java.util.Set;

/// What to look for, and how.
///
/// @param text the question in plain words; query syntax has no meaning in it
/// @param collections collections to search; empty means all
/// @param documents ids of the only documents to search; empty means all of the collections
/// @param limit hits to return, 1..1000
/// @param mode which rankings take part
/// @param fusion how two rankings become one; ignored unless the mode is [Mode#HYBRID]
/// @param keywordWeight share of the keyword ranking in min-max fusion, 0..1; the vector ranking
///     has the rest
public record RetrievalQuery(
    String text,
    Set<String> collections,
    Set<String> documents,
    int limit,
    Mode mode,
    Fusion fusion,
    double keywordWeight) {
  /// Share of the keyword ranking that the product uses unless told otherwise.
  public static final double DEFAULT_KEYWORD_WEIGHT = 0.5;

  public RetrievalQuery {
    Objects.requireNonNull(text, "text");
    collections = Set.copyOf(collections);
    documents = Set.copyOf(documents);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1..1000, got " + limit);
    }
    if (!(keywordWeight >= 0 && keywordWeight <= 1)) {
      throw new IllegalArgumentException("keywordWeight must be 0..1, got " + keywordWeight);
    }
  }

  /// Which rankings take part.
  public enum Mode {
    HYBRID,
    KEYWORD,
    VECTOR
  }

  /// How the keyword and the vector ranking become one.
  public enum Fusion {
    /// Weighted sum of scores, each ranking scaled to 0..1 over its candidates.
    MIN_MAX,
    /// Reciprocal rank fusion, k = 60 (Cormack et al., SIGIR 2009).
    RRF
  }

  /// Hybrid search with the default fusion.
  public static RetrievalQuery hybrid(String text, Set<String> collections, int limit) {
    return new RetrievalQuery(
        text, collections, Set.of(), limit, Mode.HYBRID, Fusion.MIN_MAX, DEFAULT_KEYWORD_WEIGHT);
  }

  /// The same in these documents only.
  public RetrievalQuery within(Set<String> only) {
    return new RetrievalQuery(text, collections, only, limit, mode, fusion, keywordWeight);
  }
}
