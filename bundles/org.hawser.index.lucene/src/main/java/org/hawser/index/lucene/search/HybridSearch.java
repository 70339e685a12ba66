package org.hawser.index.lucene.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.search.IndexSearcher;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.Hit;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.RetrievalQuery.Fusion;
import org.hawser.api.index.RetrievalQuery.Mode;
import org.hawser.index.lucene.store.BlockReader;
import org.hawser.index.lucene.store.IndexStore;
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
  public Retrieval retrieve(IndexStore store, RetrievalQuery query, Embedder embedder)
      throws IndexException {
    List<String> notes = new ArrayList<>();
    Stopwatch watch = new Stopwatch();
    // Embedding is done before the index is entered: a slow embedder must not hold up others.
    Optional<float[]> question =
        query.mode() == Mode.KEYWORD
            ? Optional.empty()
            : QuestionVectors.embed(query.text(), embedder, store.use(OpenIndex::model), notes);
    watch.lap("embed");
    Mode mode = question.isPresent() ? query.mode() : Mode.KEYWORD;
    List<Hit> hits =
        store.use(
            index ->
                index.search(
                    searcher -> {
                      CandidateSearch search =
                          new CandidateSearch(searcher, query, question, notes, watch);
                      List<Candidate> candidates =
                          search.run(mode, keywordQuery, Math.max(depth, query.limit()));
                      return read(searcher, best(candidates, query, mode), watch);
                    }));
    return new Retrieval(hits, mode, notes, watch.micros());
  }

  private record Scored(Candidate candidate, double score) {}

  private static List<Scored> best(List<Candidate> candidates, RetrievalQuery query, Mode mode) {
    ToDoubleFunction<Candidate> score =
        switch (mode) {
          case KEYWORD -> Candidate::keywordScore;
          case VECTOR -> Candidate::cosine;
          case HYBRID ->
              query.fusion() == Fusion.RRF
                  ? Fusions.reciprocalRank()
                  : Fusions.minMax(candidates, query.keywordWeight());
        };
    return candidates.stream()
        .map(candidate -> new Scored(candidate, score.applyAsDouble(candidate)))
        .sorted(
            Comparator.comparingDouble(Scored::score)
                .reversed()
                .thenComparingInt(scored -> scored.candidate().entry()))
        .limit(query.limit())
        .toList();
  }

  private static List<Hit> read(IndexSearcher searcher, List<Scored> best, Stopwatch watch)
      throws IOException {
    BlockReader reader = new BlockReader(searcher);
    List<Hit> hits = new ArrayList<>(best.size());
    for (Scored scored : best) {
      Candidate candidate = scored.candidate();
      hits.add(
          new Hit(
              reader.chunk(candidate.entry()),
              reader.documentOfChunk(candidate.entry()),
              scored.score(),
              candidate.keywordRank(),
              candidate.keywordRank() == 0 ? 0 : candidate.keywordScore(),
              candidate.vectorRank(),
              candidate.vectorRank() == 0 ? 0 : candidate.cosine()));
    }
    watch.lap("read");
    return hits;
  }
}
