package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.Retriever;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// Measures how long a hybrid query takes over many chunks. It fills the collection `search-bench`
/// and removes it at the end; run it on an index of its own.
public final class SearchBenchmark {
  private static final String COLLECTION = "search-bench";
  private static final int CHUNKS_PER_DOCUMENT = 50;
  private static final int COMMIT_EVERY = 200;
  private static final int WARM_UP = 300;
  private static final int HITS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration IDLE_WINDOW = Duration.ofSeconds(3);

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
    SyntheticChunks source = new SyntheticChunks(data.passages(), embedder, random);
    int documents = Math.ceilDiv(chunks, CHUNKS_PER_DOCUMENT);
    long start = System.nanoTime();
    try {
      fill(source, chunks);
      double seconds = (System.nanoTime() - start) / 1e9;
      double settled = settle();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("chunks", chunks);
      figures.put("documents", documents);
      figures.put("indexSeconds", seconds);
      figures.put("settleSeconds", settled);
      figures.put("indexBytes", index.statistics().bytes());
      figures.put("vectorisation", index.statistics().vectorisation());
      figures.put("queries", queries);
      figures.put("seed", seed);
      figures.put("milliseconds", measure(data.topics(), queries));
      figures.put(
          "note",
          "Chunks mix sentences of two passages of "
              + data.name()
              + " and vectors mix the embeddings of their titles with noise.");
      return figures;
    } finally {
      remove(documents);
    }
  }

  /// Waits until the process is idle, so that merges in the background are not measured, and
  /// returns the seconds that took.
  private static double settle() throws IOException {
    long start = System.nanoTime();
    try {
      Duration before = cpu();
      Duration used = IDLE_WINDOW;
      while (used.multipliedBy(10).compareTo(IDLE_WINDOW) > 0) {
        Thread.sleep(IDLE_WINDOW);
        Duration now = cpu();
        used = now.minus(before);
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The benchmark was stopped");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void fill(SyntheticChunks source, int chunks) throws IOException {
    for (int number = 0; number * CHUNKS_PER_DOCUMENT < chunks; number++) {
      int count = Math.min(CHUNKS_PER_DOCUMENT, chunks - number * CHUNKS_PER_DOCUMENT);
      add(number, source, count);
      if (number % COMMIT_EVERY == COMMIT_EVERY - 1) {
        index.commit();
      }
    }
    index.commit();
  }

  private static DocumentKey key(int number) {
    return new DocumentKey(COLLECTION, "benchmark", "document-" + number);
  }

  private void add(int number, SyntheticChunks source, int count) throws IOException {
    DocumentKey key = key(number);
    StringBuilder text = new StringBuilder();
    List<Chunk> chunks = new ArrayList<>();
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      SyntheticChunks.Made made = source.next();
      Locator locator =
          new Locator(1 + i / 4, List.of(), text.length(), text.length() + made.text().length());
      chunks.add(new Chunk(key.id(), i, made.text(), locator, 0));
      vectors[i] = made.vector();
      text.append(made.text()).append('\n');
    }
    Document document =
        new Document(
            key.id(),
            key,
            key.path(),
            "en",
            "text/plain",
            "",
            text.length(),
            Instant.EPOCH,
            Instant.EPOCH,
            1 + count / 4,
            count,
            Map.of(),
            List.of());
    Embeddings embeddings = new Embeddings(embedder.modelId(), vectors);
    index.replace(document, text.toString(), chunks, embeddings);
  }

  private void remove(int documents) throws IOException {
    for (int number = 0; number < documents; number++) {
      index.delete(key(number).id());
    }
    index.commit();
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
