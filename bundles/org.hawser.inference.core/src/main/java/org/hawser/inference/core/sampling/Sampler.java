package org.hawser.inference.core.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hawser.inference.api.model.Sampling;

/// Chooses the tokens of one sequence. Used by one thread at a time.
public final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;

  public Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
  }

  /// Chooses the next token.
  ///
  /// @param logits one per token of the vocabulary; not changed
  /// @param sequence tokens so far, prompt included
  /// @throws ArithmeticException when the model computed something that is no number
  public int next(float[] logits, int[] sequence) {
    float[] scores = penalised(logits, sequence);
    int best = 0;
    for (int id = 0; id < scores.length; id++) {
      if (Float.isNaN(scores[id])) {
        throw new ArithmeticException(
            "The model computed a logit that is no number: its weights are damaged.");
      }
      best = scores[id] > scores[best] ? id : best;
    }
    return sampling.temperature() == 0 ? best : draw(scores, scores[best]);
  }

  private float[] penalised(float[] logits, int[] sequence) {
    float penalty = sampling.repetitionPenalty();
    if (penalty == 1) {
      return logits;
    }
    float[] scores = logits.clone();
    for (int id : Arrays.stream(sequence).distinct().toArray()) {
      scores[id] = scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty;
    }
    return scores;
  }

  private int draw(float[] scores, float largest) {
    int[] ids = byScore(scores);
    int kept = sampling.topK() == 0 ? ids.length : Math.min(sampling.topK(), ids.length);
    double[] weights = new double[kept];
    double total = 0;
    for (int i = 0; i < kept; i++) {
      weights[i] = Math.exp((scores[ids[i]] - largest) / sampling.temperature());
      total += weights[i];
    }
    double reached = 0;
    int end = 0;
    while (end < kept && reached < sampling.topP() * total && weights[end] >= sampling.minP()) {
      reached += weights[end++];
    }
    double point = random.nextDouble() * reached;
    int chosen = 0;
    while (chosen < end - 1 && point >= weights[chosen]) {
      point -= weights[chosen++];
    }
    return ids[chosen];
  }

  /// Token ids, the most probable first; equally probable ones by id.
  private static int[] byScore(float[] scores) {
    long[] keys = new long[scores.length];
    for (int id = 0; id < scores.length; id++) {
      int bits = Float.floatToIntBits(scores[id] + 0f);
      int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      keys[id] = ((long) ~ascending << Integer.SIZE) | id;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
