package org.hawser.benchmarks.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hawser.api.embed.Embedder;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;

/// Many chunks made of few: each mixes sentences of two real passages, and its vector mixes the
/// embeddings of their titles, with noise. Embedding 100,000 real chunks would take hours; these
/// have the word frequencies of real text and vectors in clusters, as real ones are.
final class SyntheticChunks {
  private static final int SOURCES = 2_000;
  private static final int SENTENCES = 6;
  private static final double NOISE = 0.6;

  private final List<String[]> sentences = new ArrayList<>();
  private final float[][] vectors;
  private final Random random;

  SyntheticChunks(List<Passage> passages, Embedder embedder, Random random) {
    this.random = random;
    List<Passage> sources = passages.subList(0, Math.min(SOURCES, passages.size()));
    sources.forEach(source -> sentences.add(source.text().split("(?<=[.!?]) ")));
    this.vectors = embedder.embedDocuments(sources.stream().map(Passage::title).toList());
  }

  /// A chunk's text and vector.
  record Made(String text, float[] vector) {}

  Made next() {
    int first = random.nextInt(vectors.length);
    int second = random.nextInt(vectors.length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++) {
      String[] from = sentences.get(i < SENTENCES * 2 / 3 ? first : second);
      text.append(from[random.nextInt(from.length)]).append(' ');
    }
    return new Made(text.toString().strip(), mix(vectors[first], vectors[second]));
  }

  private float[] mix(float[] first, float[] second) {
    float[] vector = new float[first.length];
    double noise = NOISE / Math.sqrt(first.length);
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (0.7 * first[i] + 0.3 * second[i] + noise * random.nextGaussian());
      square += vector[i] * vector[i];
    }
    float scale = (float) (1 / Math.sqrt(square));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }
}
