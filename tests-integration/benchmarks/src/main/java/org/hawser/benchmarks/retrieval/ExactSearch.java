package org.hawser.benchmarks.retrieval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.api.embed.Embedder;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// Searches vectors by comparing all of them: what an index may lose is measured against this.
public final class ExactSearch {
  private static final int BATCH = 32;

  private final List<Passage> passages;
  private final float[][] vectors;

  private ExactSearch(List<Passage> passages, float[][] vectors) {
    this.passages = passages;
    this.vectors = vectors;
  }

  /// Embeds the passages of `collection`.
  public static ExactSearch embed(JudgedCollection collection, Embedder embedder) {
    List<Passage> passages = collection.passages();
    List<String> texts = passages.stream().map(IndexedCollection::embedded).toList();
    float[][] vectors = new float[texts.size()][];
    for (int from = 0; from < texts.size(); from += BATCH) {
      int to = Math.min(from + BATCH, texts.size());
      float[][] batch = embedder.embedDocuments(texts.subList(from, to));
      System.arraycopy(batch, 0, vectors, from, batch.length);
    }
    return new ExactSearch(passages, vectors);
  }

  /// One vector per passage, in order.
  float[][] vectors() {
    return vectors;
  }

  /// Asks every topic.
  public Map<String, List<Ranked>> run(List<Topic> topics, Embedder embedder, int depth) {
    Map<String, List<Ranked>> run = new LinkedHashMap<>();
    for (Topic topic : topics) {
      float[] question = embedder.embedQuery(topic.text());
      List<Ranked> all = new ArrayList<>(vectors.length);
      for (int i = 0; i < vectors.length; i++) {
        all.add(new Ranked(passages.get(i).id(), dot(question, vectors[i])));
      }
      run.put(topic.id(), all.stream().sorted(Ranked.TREC_ORDER).limit(depth).toList());
    }
    return run;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
