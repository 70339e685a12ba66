package org.hawser.answer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.Term;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.Hit;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.Retriever;

/// BM25 and exact vector search with min-max fusion over chunks in memory: a real retriever, only
/// small.
public final class MemoryRetriever implements Retriever {
  private static final int CANDIDATES = 100;

  private final Embedder embedder;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> documentFrequency = new HashMap<>();
  private double totalLength;

  /// @param embedder may be null: keyword search only
  public MemoryRetriever(Embedder embedder) {
    this.embedder = embedder;
  }

  private record Entry(
      Document document, Chunk chunk, Map<String, Long> counts, long length, float[] vector) {}

  /// Adds a document whose chunks are the given ranges of its text.
  public void add(
      String collection, String path, String language, String text, List<Locator> chunks) {
    DocumentKey key = new DocumentKey(collection, "upload", path);
    Document document =
        new Document(
            key.id(),
            key,
            key.fileName(),
            language,
            "text/plain",
            "",
            text.length(),
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            chunks.size(),
            Map.of(),
            List.of());
    for (int i = 0; i < chunks.size(); i++) {
      Locator at = chunks.get(i);
      addChunk(
          document,
          new Chunk(key.id(), i, text.substring(at.start(), at.end()), at, 0),
          String.join(" ", at.headingPath()));
    }
  }

  /// Adds a document cut into chunks already.
  public void add(Document document, List<Chunk> chunks) {
    chunks.forEach(chunk -> addChunk(document, chunk, ""));
  }

  private void addChunk(Document document, Chunk chunk, String headings) {
    List<Term> terms = Analyzer.of(document.language()).terms(headings + " " + chunk.text());
    Map<String, Long> counts =
        terms.stream()
            .filter(t -> !t.stop())
            .collect(Collectors.groupingBy(Term::stem, Collectors.counting()));
    counts.keySet().forEach(stem -> documentFrequency.merge(stem, 1, Integer::sum));
    long length = counts.values().stream().mapToLong(Long::longValue).sum();
    totalLength += length;
    float[] vector = embedder == null ? null : embedder.embedDocuments(List.of(chunk.text()))[0];
    entries.add(new Entry(document, chunk, counts, length, vector));
  }

  @Override
  public Retrieval retrieve(RetrievalQuery query) {
    List<Entry> searched =
        entries.stream()
            .filter(
                e ->
                    query.collections().isEmpty()
                        || query.collections().contains(e.document().key().collection()))
            .toList();
    double[] keyword = searched.stream().mapToDouble(e -> bm25(e, query.text())).toArray();
    double[] cosine = cosines(searched, query.text());
    int[] keywordRank = ranks(keyword, 0);
    int[] vectorRank = ranks(cosine, -1);
    double[] keywordPart = scaled(keyword, keywordRank);
    double[] vectorPart = scaled(cosine, vectorRank);
    boolean hybrid = embedder != null;
    List<Hit> hits =
        IntStream.range(0, searched.size())
            .filter(i -> keywordRank[i] > 0 || vectorRank[i] > 0)
            .mapToObj(
                i ->
                    new Hit(
                        searched.get(i).chunk(),
                        searched.get(i).document(),
                        hybrid ? (keywordPart[i] + vectorPart[i]) / 2 : keyword[i],
                        keywordRank[i],
                        keywordRank[i] > 0 ? keyword[i] : 0,
                        vectorRank[i],
                        vectorRank[i] > 0 ? cosine[i] : 0))
            .sorted(Comparator.comparingDouble(Hit::score).reversed())
            .limit(query.limit())
            .toList();
    RetrievalQuery.Mode mode = hybrid ? RetrievalQuery.Mode.HYBRID : RetrievalQuery.Mode.KEYWORD;
    return new Retrieval(hits, mode, List.of(), Map.of());
  }

  private double bm25(Entry entry, String question) {
    Set<String> stems = new HashSet<>();
    for (Term term : Analyzer.of(entry.document().language()).terms(question)) {
      if (!term.stop()) {
        stems.add(term.stem());
      }
    }
    double average = totalLength / entries.size();
    double score = 0;
    for (String stem : stems) {
      double count = entry.counts().getOrDefault(stem, 0L);
      int having = documentFrequency.getOrDefault(stem, 0);
      double idf = Math.log1p((entries.size() - having + 0.5) / (having + 0.5));
      double norm = 0.9 * (1 - 0.4 + 0.4 * entry.length() / average);
      score += count == 0 ? 0 : idf * count * 1.9 / (count + norm);
    }
    return score;
  }

  private double[] cosines(List<Entry> searched, String question) {
    double[] cosines = new double[searched.size()];
    Arrays.fill(cosines, -1);
    if (embedder != null) {
      float[] query = embedder.embedQuery(question);
      for (int i = 0; i < cosines.length; i++) {
        cosines[i] = 0;
        for (int d = 0; d < query.length; d++) {
          cosines[i] += query[d] * searched.get(i).vector()[d];
        }
      }
    }
    return cosines;
  }

  private static int[] ranks(double[] scores, double floor) {
    int[] ranks = new int[scores.length];
    int[] order =
        IntStream.range(0, scores.length)
            .filter(i -> scores[i] > floor)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .limit(CANDIDATES)
            .mapToInt(Integer::intValue)
            .toArray();
    for (int rank = 0; rank < order.length; rank++) {
      ranks[order[rank]] = rank + 1;
    }
    return ranks;
  }

  private static double[] scaled(double[] scores, int[] ranks) {
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    for (int i = 0; i < scores.length; i++) {
      if (ranks[i] > 0) {
        min = Math.min(min, scores[i]);
        max = Math.max(max, scores[i]);
      }
    }
    double[] scaled = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scaled[i] = ranks[i] == 0 ? 0 : max > min ? (scores[i] - min) / (max - min) : 1;
    }
    return scaled;
  }
}
