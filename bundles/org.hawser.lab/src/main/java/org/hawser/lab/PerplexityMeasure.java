package org.hawser.lab;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.model.GenerationSession;

/// How well a model predicts long documents under a strategy, position by position. Each document
/// is one sequence, read from its beginning; nothing slides.
public final class PerplexityMeasure {
  /// Numbers of the logits held at a time: 8 MB.
  private static final int LOGITS = 1 << 21;

  private static final int MOST_ROWS = 512;

  private final Subject subject;
  private final SampleText text;
  private final int documents;

  /// @param documents how many are cut out of the text
  public PerplexityMeasure(Subject subject, SampleText text, int documents) {
    this.subject = subject;
    this.text = text;
    this.documents = documents;
  }

  /// @param length tokens of a document
  /// @throws CancellationException when the calling thread is interrupted
  public PositionLosses measure(String strategy, int length) {
    text.require(documents, length);
    double[] losses = new double[length - 1];
    for (int number = 0; number < documents; number++) {
      try (GenerationSession session = subject.open(strategy, length)) {
        add(session, text.document(number, documents, length), losses);
      }
    }
    return new PositionLosses(losses);
  }

  private void add(GenerationSession session, int[] ids, double[] losses) {
    int rows = Math.clamp(LOGITS / subject.vocabularySize(), 1, MOST_ROWS);
    for (int at = 0; at < losses.length; at += rows) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("Measuring was interrupted.");
      }
      int end = Math.min(losses.length, at + rows);
      float[][] logits = session.appendEach(Arrays.copyOfRange(ids, at, end));
      for (int i = 0; i < logits.length; i++) {
        losses[at + i] += loss(logits[i], ids[at + i + 1]) / documents;
      }
    }
  }

  private static double loss(float[] logits, int next) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return Math.log(sum) + largest - logits[next];
  }
}
