package org.hawser.index.lucene.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.RetrievalQuery.Mode;
import org.hawser.index.lucene.store.Fields;

/// Finds the candidates of one query and their scores in both rankings.
final class CandidateSearch {
  private final IndexSearcher searcher;
  private final RetrievalQuery query;
  private final Optional<float[]> question;
  private final List<String> notes;
  private final Stopwatch watch;

  /// @param question vector of the question, empty for keyword search alone
  /// @param notes takes what the user should know
  CandidateSearch(
      IndexSearcher searcher,
      RetrievalQuery query,
      Optional<float[]> question,
      List<String> notes,
      Stopwatch watch) {
    this.searcher = searcher;
    this.query = query;
    this.question = question;
    this.notes = notes;
    this.watch = watch;
  }

  /// @param depth chunks each ranking proposes
  List<Candidate> run(Mode mode, KeywordQuery keywordQuery, int depth) throws IOException {
    Optional<Query> scope = Scope.of(query);
    Optional<Query> words =
        mode == Mode.VECTOR
            ? Optional.empty()
            : keywordQuery.of(query.text(), scope, searcher.getIndexReader(), notes);
    Map<Integer, Double> keyword = top(words, depth);
    watch.lap("keyword");
    Map<Integer, Double> vector = top(question.map(target -> nearest(target, depth, scope)), depth);
    watch.lap("vector");
    TreeSet<Integer> entries = new TreeSet<>(keyword.keySet());
    entries.addAll(vector.keySet());
    Map<Integer, Double> cosines = cosines(List.copyOf(entries));
    // The graph is searched by 8-bit codes; the ranking goes by the full vectors.
    vector.replaceAll((entry, _) -> cosines.get(entry));
    Map<Integer, Double> scores = new HashMap<>(keyword);
    if (mode == Mode.HYBRID && words.isPresent()) {
      List<Integer> unscored = entries.stream().filter(e -> !keyword.containsKey(e)).toList();
      scores.putAll(Scores.keyword(searcher, words.get(), unscored));
    }
    Map<Integer, Integer> keywordRanks = ranks(keyword);
    Map<Integer, Integer> vectorRanks = ranks(vector);
    List<Candidate> candidates = new ArrayList<>(entries.size());
    for (Integer entry : entries) {
      candidates.add(
          new Candidate(
              entry,
              keywordRanks.getOrDefault(entry, 0),
              scores.getOrDefault(entry, 0.0),
              vectorRanks.getOrDefault(entry, 0),
              cosines.getOrDefault(entry, Double.NaN)));
    }
    watch.lap("fuse");
    return candidates;
  }

  private Map<Integer, Double> top(Optional<Query> ranking, int depth) throws IOException {
    Map<Integer, Double> scores = new HashMap<>();
    if (ranking.isPresent()) {
      for (ScoreDoc hit : searcher.search(ranking.get(), depth).scoreDocs) {
        scores.put(hit.doc, (double) hit.score);
      }
    }
    return scores;
  }

  private static Query nearest(float[] target, int depth, Optional<Query> scope) {
    return new KnnFloatVectorQuery(Fields.vector(target.length), target, depth, scope.orElse(null));
  }

  private Map<Integer, Double> cosines(List<Integer> entries) throws IOException {
    return question.isEmpty()
        ? Map.of()
        : Scores.cosines(searcher, Fields.vector(question.get().length), question.get(), entries);
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
}
