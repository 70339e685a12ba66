package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.Retriever;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// Measures how long a hybrid query takes over many chunks. It fills the collection `search-bench`
/// and removes it at the end; run it on an index of its own.
public final class SearchBenchmark {
  private static final String COLLECTION = "search-bench";
  private static final int WARM_UP = 300;
  private static final int HITS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ChunkIndex index;
  private final Retriever retriever;
  private final Embedder embedder;
  private final Random random;
  private final long seed;

  public SearchBenchmark(ChunkIndex index, Retriever retriever, Embedder embedder, long seed) {
    this.index = index;
    this.retriever = retriever;
    this.embedder = embedder;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /// Indexes `chunks` chunks and asks `queries` questions, one after the other, drawn at
  /// random.
  ///
  /// @param data passages the chunks are made of, and the questions
  /// @return milliseconds `total` (with embedding the question), `search` (without), `cpu` (the
  ///     time the asking thread ran: `total` on an idle machine) and per stage, each as `p50`,
  ///     `p95`, `p99`
  public Map<String, Object> run(JudgedCollection data, int chunks, int queries)
      throws IOException {
    ManyChunks many = new ManyChunks(index, embedder, COLLECTION);
    long start = System.nanoTime();
    try {
      many.add(data, chunks, random);
      double seconds = (System.nanoTime() - start) / 1e9;
      double settled = IdleProcess.await();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("chunks", chunks);
      figures.put("documents", many.documents());
      figures.put("indexSeconds", seconds);
      figures.put("settleSeconds", settled);
      figures.put("indexBytes", index.statistics().bytes());
      figures.put("vectorisation", index.statistics().vectorisation());
      figures.put("queries", queries);
      figures.put("seed", seed);
      figures.put("milliseconds", measure(data.topics(), queries));
      figures.put("note", ManyChunks.note(data));
      return figures;
    } finally {
      many.remove();
    }
  }

  private Map<String, Object> measure(List<Topic> topics, int queries) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      ask(topics);
    }
    Map<String, double[]> samples = new TreeMap<>();
    for (int i = 0; i < queries; i++) {
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      Retrieval found = ask(topics);
      double total = (System.nanoTime() - start) / 1e6;
      put(samples, "cpu", queries, i, (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6);
      int at = i;
      Map<String, Long> stages = found.micros();
      stages.forEach((stage, micros) -> put(samples, stage, queries, at, micros / 1e3));
      put(samples, "total", queries, at, total);
      put(samples, "search", queries, at, total - stages.getOrDefault("embed", 0L) / 1e3);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    samples.forEach((stage, values) -> figures.put(stage, percentiles(values)));
    return figures;
  }

  private Retrieval ask(List<Topic> topics) throws IOException {
    String question = topics.get(random.nextInt(topics.size())).text();
    Retrieval found = retriever.retrieve(RetrievalQuery.hybrid(question, Set.of(COLLECTION), HITS));
    if (found.modeUsed() != RetrievalQuery.Mode.HYBRID || found.hits().size() < HITS) {
      throw new IOException("Not a full hybrid search: " + found.notes());
    }
    return found;
  }

  private static void put(
      Map<String, double[]> samples, String stage, int size, int at, double value) {
    samples.computeIfAbsent(stage, _ -> new double[size])[at] = value;
  }

  private static Map<String, Double> percentiles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int percent : new int[] {50, 95, 99}) {
      int rank = Math.max(1, (int) Math.ceil(percent / 100.0 * sorted.length));
      figures.put("p" + percent, sorted[rank - 1]);
    }
    return figures;
  }
}
