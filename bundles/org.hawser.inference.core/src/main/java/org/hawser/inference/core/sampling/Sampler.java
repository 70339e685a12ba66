package org.hawser.inference.core.sampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.hawser.inference.api.model.Sampling;

/// Chooses the tokens of one sequence. Used by one thread at a time.
///
/// A drawn token takes exactly one random number, so the answer does not depend on how many rows of
/// logits were computed together.
public final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;
  private final BitSet seen = new BitSet();
  private long[] candidates = new long[0];
  private double[] weights = new double[0];
  private float[] scores = new float[0];
  private double wholeTotal;

  public Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
  }

  /// Takes note of tokens of the sequence, the prompt's and the chosen ones.
  public void see(int... ids) {
    if (sampling.repetitionPenalty() != 1) {
      for (int id : ids) {
        seen.set(id);
      }
    }
  }

  /// Chooses the next token.
  ///
  /// @param logits one per token of the vocabulary; not changed
  /// @param allowed tokens to choose from, or null for all
  /// @throws ArithmeticException when the model computed something that is no number
  /// @throws IllegalStateException when no token is left
  public int next(float[] logits, TokenSet allowed) {
    float[] row = penalised(logits);
    int best = -1;
    for (int id = 0; id < row.length; id++) {
      if (Float.isNaN(row[id])) {
        throw new ArithmeticException(
            "The model computed a logit that is no number: its weights are damaged.");
      }
      boolean better = best < 0 ? row[id] > Float.NEGATIVE_INFINITY : row[id] > row[best];
      best = better && (allowed == null || allowed.contains(id)) ? id : best;
    }
    if (best < 0) {
      throw new IllegalStateException(
          "No token may follow: the request's bias and format leave none, loosen them.");
    }
    return sampling.temperature() == 0 ? best : draw(row, row[best], allowed);
  }

  private float[] penalised(float[] logits) {
    float penalty = sampling.repetitionPenalty();
    if (penalty == 1) {
      return logits;
    }
    if (scores.length != logits.length) {
      scores = new float[logits.length];
    }
    System.arraycopy(logits, 0, scores, 0, logits.length);
    for (int id = seen.nextSetBit(0); id >= 0; id = seen.nextSetBit(id + 1)) {
      scores[id] = scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty;
    }
    return scores;
  }

  private int draw(float[] row, float largest, TokenSet allowed) {
    if (candidates.length < row.length) {
      candidates = new long[row.length];
      weights = new double[row.length];
    }
    int count = sampling.topK() > 0 ? mostProbable(row, allowed) : probable(row, largest, allowed);
    double total = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = weight(row[(int) candidates[i]], largest);
      total += weights[i];
    }
    double enough = sampling.topP() * (sampling.topK() > 0 ? total : wholeTotal);
    double reached = 0;
    int end = 0;
    while (end < count && (reached < enough || sampling.topP() == 1) && mayStay(weights[end])) {
      reached += weights[end++];
    }
    double point = random.nextDouble() * reached;
    int chosen = 0;
    while (chosen < end - 1 && point >= weights[chosen]) {
      point -= weights[chosen++];
    }
    return (int) candidates[chosen];
  }

  private double weight(float score, float largest) {
    return Math.exp((score - largest) / sampling.temperature());
  }

  private boolean mayStay(double weight) {
    return weight >= sampling.minP();
  }

  /// Collects the topK most probable tokens in order.
  private int mostProbable(float[] row, TokenSet allowed) {
    int count = 0;
    for (int id = 0; id < row.length; id++) {
      if (row[id] > Float.NEGATIVE_INFINITY && (allowed == null || allowed.contains(id))) {
        candidates[count++] = key(row[id], id);
      }
    }
    int most = Math.min(sampling.topK(), count);
    Arrays.sort(candidates, 0, most);
    for (int i = most; i < count; i++) {
      long key = candidates[i];
      if (key < candidates[most - 1]) {
        int at = -Arrays.binarySearch(candidates, 0, most, key) - 1;
        System.arraycopy(candidates, at, candidates, at + 1, most - 1 - at);
        candidates[at] = key;
      }
    }
    return most;
  }

  /// Collects the tokens that topP and minP can leave, in order where that matters. Tokens below
  /// `(1 - topP) / n` are together less than 1 - topP, so topP never reaches them; sorting the few
  /// above is much cheaper than sorting all.
  private int probable(float[] row, float largest, TokenSet allowed) {
    wholeTotal = 0;
    for (int id = 0; id < row.length; id++) {
      weights[id] = allowed == null || allowed.contains(id) ? weight(row[id], largest) : 0;
      wholeTotal += weights[id];
    }
    double tail = wholeTotal * (1 - sampling.topP()) / row.length;
    double least = Math.max(Double.MIN_NORMAL, Math.max(tail, sampling.minP()));
    int count = 0;
    for (int id = 0; id < row.length; id++) {
      if (weights[id] >= least) {
        candidates[count++] = key(row[id], id);
      }
    }
    if (sampling.topP() < 1) {
      Arrays.sort(candidates, 0, count);
    }
    return count;
  }

  /// Ascending keys are descending scores; the lower half is the id.
  private static long key(float score, int id) {
    int bits = Float.floatToIntBits(score + 0f);
    int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    return ((long) ~ascending << Integer.SIZE) | id;
  }
}
