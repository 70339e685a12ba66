package org.hawser.answer.verify;

import java.util.List;
import org.hawser.api.embed.Embedder;

/// Brings the cosines of any embedding model to one scale: 0 is how alike sentences about
/// different things are, measured on a few built-in ones, 1 is the same sentence.
final class Likeness {
  private static final List<String> UNRELATED =
      List.of(
          "The suspension bridge across the river was opened to traffic in 1934.",
          "Seeds are kept in the cold store behind the greenhouse.",
          "The concert was cancelled because the singer had fallen ill.",
          "The warranty covers defects of material for two years.");

  private final double unrelated;

  private Likeness(double unrelated) {
    this.unrelated = unrelated;
  }

  static Likeness of(Embedder embedder) {
    float[][] vectors = embedder.embedDocuments(UNRELATED);
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < vectors.length; a++) {
      for (int b = 0; b < a; b++) {
        sum += dot(vectors[a], vectors[b]);
        pairs++;
      }
    }
    return new Likeness(sum / pairs);
  }

  /// At least 0, 1 for the same text.
  double of(float[] a, float[] b) {
    return Math.max(0, (dot(a, b) - unrelated) / Math.max(1 - unrelated, 1e-3));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
