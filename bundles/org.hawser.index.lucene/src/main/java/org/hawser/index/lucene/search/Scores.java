package org.hawser.index.lucene.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;

/// Exact scores of given entries, which a ranking may not have proposed.
final class Scores {
  private Scores() {}

  /// Cosine of each entry that has a vector, from the full vectors.
  ///
  /// @param entries ascending
  static Map<Integer, Double> cosines(
      IndexSearcher searcher, String field, float[] question, List<Integer> entries)
      throws IOException {
    Map<Integer, Double> cosines = new HashMap<>();
    forEachSegment(
        searcher,
        entries,
        (segment, inSegment) -> {
          FloatVectorValues vectors = segment.reader().getFloatVectorValues(field);
          if (vectors != null) {
            KnnVectorValues.DocIndexIterator at = vectors.iterator();
            for (int entry : inSegment) {
              if (reach(at, entry - segment.docBase)) {
                float[] vector = vectors.vectorValue(at.index());
                cosines.put(entry, (double) VectorUtil.dotProduct(question, vector));
              }
            }
          }
        });
    return cosines;
  }

  /// Score of each entry that matches.
  ///
  /// @param entries ascending
  static Map<Integer, Double> keyword(IndexSearcher searcher, Query query, List<Integer> entries)
      throws IOException {
    Map<Integer, Double> scores = new HashMap<>();
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    forEachSegment(
        searcher,
        entries,
        (segment, inSegment) -> {
          Scorer scorer = weight.scorer(segment);
          if (scorer != null) {
            for (int entry : inSegment) {
              if (reach(scorer.iterator(), entry - segment.docBase)) {
                scores.put(entry, (double) scorer.score());
              }
            }
          }
        });
    return scores;
  }

  private static boolean reach(DocIdSetIterator at, int target) throws IOException {
    return at.docID() == target || at.docID() < target && at.advance(target) == target;
  }

  private static void forEachSegment(
      IndexSearcher searcher, List<Integer> entries, SegmentAction action) throws IOException {
    int next = 0;
    for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
      int first = next;
      int end = segment.docBase + segment.reader().maxDoc();
      while (next < entries.size() && entries.get(next) < end) {
        next++;
      }
      if (next > first) {
        action.on(segment, entries.subList(first, next));
      }
    }
  }

  @FunctionalInterface
  private interface SegmentAction {
    void on(LeafReaderContext segment, List<Integer> entries) throws IOException;
  }
}
