package org.hawser.answer.score;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hawser.api.embed.Embedder;

/// Compares a question and sentences by their meaning with one embedder. The model is measured at
/// the first question, not before: an embedder may take a while to start.
public final class Meaning {
  private final Embedder embedder;
  private final AtomicReference<MeaningScale> scale = new AtomicReference<>();

  public Meaning(Embedder embedder) {
    this.embedder = embedder;
  }

  public boolean uses(Embedder other) {
    return embedder == other;
  }

  public String modelId() {
    return embedder.modelId();
  }

  /// Closeness of the question to each sentence, see [MeaningScale].
  double[] closeness(String question, List<String> sentences) {
    MeaningScale measured = scale.get();
    if (measured == null) {
      measured = MeaningScale.measure(embedder);
      scale.set(measured);
    }
    float[] query = embedder.embedQuery(question);
    float[][] vectors = embedder.embedDocuments(sentences);
    double[] closeness = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      closeness[i] = measured.of(query, vectors[i]);
    }
    return closeness;
  }
}
