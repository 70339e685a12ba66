package org.hawser.index.lucene.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.Hit;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.RetrievalQuery.Fusion;
import org.hawser.api.index.RetrievalQuery.Mode;
import org.hawser.index.lucene.store.BlockReader;
import org.hawser.index.lucene.store.Fields;
import org.hawser.index.lucene.store.OpenIndex;

/// Runs one query: a keyword ranking, a vector ranking, or both fused.
public final class HybridSearch {
  private final KeywordQuery keywordQuery;
  private final int depth;

  /// @param words how text becomes words
  /// @param maxQueryTerms most words of a question that take part
  /// @param candidates how many chunks each ranking contributes
  public HybridSearch(Words words, int maxQueryTerms, int candidates) {
    this.keywordQuery = new KeywordQuery(words, maxQueryTerms);
    this.depth = candidates;
  }

  /// @param embedder the embedder that runs now, null when there is none
  public Retrieval retrieve(OpenIndex index, RetrievalQuery query, Embedder embedder)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Stopwatch watch = new Stopwatch();
    Optional<float[]> question =
        query.mode() == Mode.KEYWORD
            ? Optional.empty()
            : QuestionVectors.embed(query.text(), embedder, index.model(), notes);
    watch.lap("embed");
    Mode mode = question.isPresent() ? query.mode() : Mode.KEYWORD;
    List<Hit> hits =
        index.search(
            searcher -> {
              List<Candidate> ranked =
                  rank(searcher, query, mode, question.orElse(null), notes, watch);
              List<Hit> found = read(searcher, ranked, score(ranked, query, mode), query.limit());
              watch.lap("read");
              return found;
            });
    return new Retrieval(hits, mode, notes, watch.micros());
  }

  private List<Candidate> rank(
      IndexSearcher searcher,
      RetrievalQuery query,
      Mode mode,
      float[] question,
      List<String> notes,
      Stopwatch watch)
      throws IOException {
    int count = Math.max(depth, query.limit());
    Optional<Query> words =
        mode == Mode.VECTOR
            ? Optional.empty()
            : keywordQuery.of(query.text(), query.collections(), searcher.getIndexReader(), notes);
    Map<Integer, Double> keyword = new HashMap<>();
    if (words.isPresent()) {
      collect(searcher.search(words.get(), count).scoreDocs, keyword);
    }
    watch.lap("keyword");
    Map<Integer, Double> vector = new HashMap<>();
    if (question != null) {
      collect(searcher.search(nearest(question, count, query), count).scoreDocs, vector);
    }
    watch.lap("vector");
    List<Integer> entries =
        Stream.concat(keyword.keySet().stream(), vector.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    Map<Integer, Double> cosines =
        question == null
            ? Map.of()
            : Scores.cosines(searcher, Fields.vector(question.length), question, entries);
    // The HNSW graph scores 8-bit codes; the ranking goes by the full vectors.
    vector.replaceAll((entry, _) -> cosines.get(entry));
    Map<Integer, Double> scores = new HashMap<>(keyword);
    if (words.isPresent() && question != null) {
      List<Integer> unscored = entries.stream().filter(e -> !keyword.containsKey(e)).toList();
      scores.putAll(Scores.keyword(searcher, words.get(), unscored));
    }
    List<Candidate> candidates = candidates(entries, keyword, scores, vector, cosines);
    watch.lap("fuse");
    return candidates;
  }

  private static void collect(ScoreDoc[] found, Map<Integer, Double> ranking) {
    for (ScoreDoc hit : found) {
      ranking.put(hit.doc, (double) hit.score);
    }
  }

  private static Query nearest(float[] question, int count, RetrievalQuery query) {
    String field = Fields.vector(question.length);
    return query.collections().isEmpty()
        ? new KnnFloatVectorQuery(field, question, count)
        : new KnnFloatVectorQuery(field, question, count, KeywordQuery.filter(query.collections()));
  }

  private static List<Candidate> candidates(
      List<Integer> entries,
      Map<Integer, Double> keyword,
      Map<Integer, Double> scores,
      Map<Integer, Double> vector,
      Map<Integer, Double> cosines) {
    Map<Integer, Integer> keywordRanks = ranks(keyword);
    Map<Integer, Integer> vectorRanks = ranks(vector);
    return entries.stream()
        .map(
            entry ->
                new Candidate(
                    entry,
                    keywordRanks.getOrDefault(entry, 0),
                    scores.getOrDefault(entry, 0.0),
                    vectorRanks.getOrDefault(entry, 0),
                    cosines.getOrDefault(entry, Double.NaN)))
        .toList();
  }

  private static Map<Integer, Integer> ranks(Map<Integer, Double> ranking) {
    List<Integer> entries =
        ranking.keySet().stream()
            .sorted(
                Comparator.<Integer, Double>comparing(ranking::get)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Map<Integer, Integer> ranks = new HashMap<>();
    for (Integer entry : entries) {
      ranks.put(entry, ranks.size() + 1);
    }
    return ranks;
  }

  private static ToDoubleFunction<Candidate> score(
      List<Candidate> candidates, RetrievalQuery query, Mode mode) {
    return switch (mode) {
      case KEYWORD -> Candidate::keywordScore;
      case VECTOR -> Candidate::cosine;
      case HYBRID ->
          query.fusion() == Fusion.RRF
              ? Fusions.reciprocalRank()
              : Fusions.minMax(candidates, query.keywordWeight());
    };
  }

  private static List<Hit> read(
      IndexSearcher searcher,
      List<Candidate> candidates,
      ToDoubleFunction<Candidate> score,
      int limit)
      throws IOException {
    List<Candidate> best =
        candidates.stream()
            .sorted(Comparator.comparingDouble(score).reversed().thenComparingInt(Candidate::entry))
            .limit(limit)
            .toList();
    BlockReader reader = new BlockReader(searcher);
    List<Hit> hits = new ArrayList<>(best.size());
    for (Candidate candidate : best) {
      hits.add(
          new Hit(
              reader.chunk(candidate.entry()),
              reader.documentOfChunk(candidate.entry()),
              score.applyAsDouble(candidate),
              candidate.keywordRank(),
              candidate.keywordRank() == 0 ? 0 : candidate.keywordScore(),
              candidate.vectorRank(),
              candidate.vectorRank() == 0 ? 0 : candidate.cosine()));
    }
    return hits;
  }
}
