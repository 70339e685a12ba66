package org.hawser.answer.score;

import java.util.List;
import org.hawser.api.embed.Embedder;

/// Brings the cosines of any embedding model to one scale: 0 is how close a question is to a
/// sentence about something else, 1 how close it is to the sentence that answers it. Models differ
/// widely in both (one calls unrelated texts .1 alike, another .7), so a threshold on bare
/// cosines would fit one model only.
public final class MeaningScale {
  private static final List<String> QUESTIONS =
      List.of(
          "When was the suspension bridge opened?",
          "How many people work in the factory?",
          "Who wrote the report about the flood?",
          "What does the warranty cover?",
          "Where are the seeds stored?",
          "Why was the concert cancelled?",
          "How is the medicine taken?",
          "Which team won the final?");

  private static final List<String> ANSWERS =
      List.of(
          "The suspension bridge across the river was opened to traffic in 1934.",
          "The factory employs about 350 people in two shifts.",
          "Maria Keller wrote the report on the causes of the flood.",
          "The warranty covers defects of material for two years.",
          "Seeds are kept in the cold store behind the greenhouse.",
          "The concert was cancelled because the singer had fallen ill.",
          "Take the medicine with water after a meal, twice a day.",
          "The home team won the final by three goals to one.");

  private static final double MOST = 1.2;

  private final double unrelated;
  private final double answering;

  private MeaningScale(double unrelated, double answering) {
    this.unrelated = unrelated;
    this.answering = answering;
  }

  /// Measures a model; embeds sixteen short texts.
  public static MeaningScale measure(Embedder embedder) {
    float[][] answers = embedder.embedDocuments(ANSWERS);
    double same = 0;
    double other = 0;
    int count = QUESTIONS.size();
    for (int q = 0; q < count; q++) {
      float[] question = embedder.embedQuery(QUESTIONS.get(q));
      for (int a = 0; a < count; a++) {
        double cosine = dot(question, answers[a]);
        same += a == q ? cosine : 0;
        other += a == q ? 0 : cosine;
      }
    }
    return new MeaningScale(other / (count * (count - 1)), same / count);
  }

  /// Closeness of two unit vectors; below 0 where the texts are further apart than those measured,
  /// at most 1.2: a sentence that says the same as the question does not answer it any better.
  double of(float[] question, float[] sentence) {
    double range = Math.max(answering - unrelated, 1e-3);
    return Math.min(MOST, (dot(question, sentence) - unrelated) / range);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
