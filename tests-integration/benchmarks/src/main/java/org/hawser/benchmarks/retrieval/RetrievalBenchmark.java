package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.RetrievalQuery.Fusion;
import org.hawser.api.index.RetrievalQuery.Mode;
import org.hawser.api.index.Retriever;

/// Measures ranking quality through the product's own index. It adds the passages under the
/// collection names `scifact` and `cacm` and removes them at the end; run it on an index of its
/// own, because BM25 counts words over all collections.
public final class RetrievalBenchmark {
  private static final Ndcg NDCG = new Ndcg(10);

  /// Hits asked for: enough for every measure here, and the length of the published CACM run.
  private static final int DEPTH = 30;

  private final ChunkIndex index;
  private final Retriever retriever;

  public RetrievalBenchmark(ChunkIndex index, Retriever retriever) {
    this.index = index;
    this.retriever = retriever;
  }

  /// nDCG@10 on SciFact, for the claims with evidence and for BEIR's test claims.
  ///
  /// @param folder folder with `scifact.zip`
  /// @param embedder embeds abstracts and claims
  /// @return `ndcg@10` of the claims with evidence, and under `beirTest` of BEIR's test claims:
  ///     `bm25`, `dense` (the index), `denseExact` (the same
  ///     vectors, all compared), `hybrid` and `hybridRrf`
  public Map<String, Object> sciFact(Path folder, Embedder embedder) throws IOException {
    SciFact data = new SciFact(folder);
    JudgedCollection evidence = data.evidence();
    ExactSearch exact = ExactSearch.embed(evidence, embedder);
    IndexedCollection indexed = new IndexedCollection(index, evidence);
    indexed.add(new Embeddings(embedder.modelId(), exact.vectors()));
    try {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("passages", evidence.passages().size());
      figures.put("embeddingModel", embedder.modelId());
      figures.putAll(figures(evidence, exact, embedder));
      figures.put("beirTest", figures(data.beirTest(), exact, embedder));
      return figures;
    } finally {
      indexed.remove();
    }
  }

  private Map<String, Object> figures(
      JudgedCollection collection, ExactSearch exact, Embedder embedder) throws IOException {
    IndexedCollection indexed = new IndexedCollection(index, collection);
    Map<String, Object> ndcg = new LinkedHashMap<>();
    ndcg.put("bm25", ndcg(collection, indexed, Mode.KEYWORD, Fusion.MIN_MAX));
    ndcg.put("dense", ndcg(collection, indexed, Mode.VECTOR, Fusion.MIN_MAX));
    ndcg.put(
        "denseExact",
        NDCG.mean(collection.topics(), exact.run(collection.topics(), embedder, DEPTH)));
    ndcg.put("hybrid", ndcg(collection, indexed, Mode.HYBRID, Fusion.MIN_MAX));
    ndcg.put("hybridRrf", ndcg(collection, indexed, Mode.HYBRID, Fusion.RRF));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("topics", collection.topics().size());
    figures.put("ndcg@10", ndcg);
    return figures;
  }

  private double ndcg(
      JudgedCollection collection, IndexedCollection indexed, Mode mode, Fusion fusion)
      throws IOException {
    return NDCG.mean(collection.topics(), indexed.run(retriever, mode, fusion, DEPTH));
  }

  /// nDCG@10 of BM25 on SciFact alone, which needs no embedder.
  public double sciFactKeywords(JudgedCollection collection) throws IOException {
    IndexedCollection indexed = new IndexedCollection(index, collection);
    indexed.add(null);
    try {
      return ndcg(collection, indexed, Mode.KEYWORD, Fusion.MIN_MAX);
    } finally {
      indexed.remove();
    }
  }

  /// BM25 on CACM beside Anserini's published run.
  ///
  /// @param folder folder of the collection
  /// @return `ndcg@10` of both and how alike they are, or `skipped` with the reason
  public Map<String, Object> cacm(Path folder) throws IOException {
    Cacm data = new Cacm(folder);
    Optional<JudgedCollection> found = data.read();
    if (found.isEmpty()) {
      return Map.of("skipped", "The questions are missing: put them at " + data.topicsFile());
    }
    JudgedCollection collection = found.get();
    IndexedCollection indexed = new IndexedCollection(index, collection);
    indexed.add(null);
    try {
      Map<String, List<Ranked>> ours = indexed.run(retriever, Mode.KEYWORD, Fusion.MIN_MAX, DEPTH);
      Map<String, List<Ranked>> published = data.publishedRun();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put(
          "ndcg@10",
          Map.of(
              "bm25",
              NDCG.mean(collection.topics(), ours),
              "published",
              NDCG.mean(collection.topics(), published)));
      figures.put("comparison", RunComparison.of(ours, published).toMap());
      return figures;
    } finally {
      indexed.remove();
    }
  }
}
