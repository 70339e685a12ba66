package org.hawser.inference.core.generation;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.Perplexity;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.sampling.Logprobs;

/// Perplexity over sliding windows, as [org.hawser.inference.api.model.LanguageModel#perplexity]
/// defines it.
public final class PerplexityMeasure {
  /// Rows of logits held at a time; a row of a large vocabulary is half a megabyte.
  private static final int ROWS = 16;

  private final IntFunction<GenerationSession> source;
  private final int[] ids;
  private final int[] bos;

  /// @param source opens a session for a number of tokens
  public PerplexityMeasure(
      IntFunction<GenerationSession> source, GenerationTokenizer tokenizer, String text) {
    this.source = source;
    this.ids = tokenizer.encode(text).ids();
    this.bos =
        tokenizer.addsBosToken() ? new int[] {tokenizer.bosTokenId().orElseThrow()} : new int[0];
    if (ids.length < 2) {
      throw new IllegalArgumentException(
          "The text has fewer than two tokens: give a longer one to measure perplexity on.");
    }
  }

  /// @throws CancellationException when the calling thread is interrupted
  public Perplexity run(int window, int stride) {
    if (window < 2 || stride < 1 || stride >= window) {
      throw new IllegalArgumentException(
          "A window has at least 2 tokens and the stride is 1 to window - 1: choose other ones.");
    }
    double sum = 0;
    int predicted = bos.length == 1 ? 0 : 1;
    int first = predicted;
    for (int from = 0; predicted < ids.length; from += stride) {
      int to = Math.min(ids.length, from + window);
      sum += negativeLogLikelihood(from, predicted, to);
      predicted = to;
    }
    return new Perplexity(ids.length - first, sum / (ids.length - first));
  }

  /// Of tokens `predicted`..`to`-1, in the window that begins at `from`.
  private double negativeLogLikelihood(int from, int predicted, int to) {
    try (GenerationSession session = source.apply(bos.length + to - from)) {
      int[] window = Arrays.copyOf(bos, bos.length + to - from);
      System.arraycopy(ids, from, window, bos.length, to - from);
      int behind = bos.length + predicted - from - 1;
      if (behind > 0) {
        session.append(Arrays.copyOf(window, behind));
      }
      double sum = 0;
      for (int at = behind; at < window.length - 1; at += ROWS) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("Measuring the perplexity was interrupted.");
        }
        int end = Math.min(window.length - 1, at + ROWS);
        float[][] rows = session.appendEach(Arrays.copyOfRange(window, at, end));
        for (int i = 0; i < rows.length; i++) {
          sum -= new Logprobs(rows[i]).of(window[at + i + 1]);
        }
      }
      return sum;
    }
  }
}
