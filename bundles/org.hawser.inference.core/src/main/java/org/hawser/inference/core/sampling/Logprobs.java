package org.hawser.inference.core.sampling;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.model.TokenLogprob;

/// Log-probabilities of one row of logits under softmax.
public final class Logprobs {
  private final float[] logits;
  private final double logTotal;

  /// @param logits not changed, and in use as long as this
  public Logprobs(float[] logits) {
    this.logits = logits;
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double total = 0;
    for (float logit : logits) {
      total += Math.exp(logit - largest);
    }
    this.logTotal = Math.log(total) + largest;
  }

  /// Natural logarithm of a token's probability, at most 0.
  public double of(int id) {
    return Math.min(0, logits[id] - logTotal);
  }

  public TokenLogprob token(int id) {
    return new TokenLogprob(id, (float) of(id));
  }

  /// The most probable tokens, the most probable first; equally probable ones by id.
  public List<TokenLogprob> top(int count) {
    int[] ids = new int[Math.min(count, logits.length)];
    int found = 0;
    for (int id = 0; id < logits.length && ids.length > 0; id++) {
      if (found == ids.length && logits[id] <= logits[ids[found - 1]]) {
        continue;
      }
      int at = found < ids.length ? found++ : found - 1;
      while (at > 0 && logits[ids[at - 1]] < logits[id]) {
        ids[at] = ids[at - 1];
        at--;
      }
      ids[at] = id;
    }
    List<TokenLogprob> top = new ArrayList<>(found);
    for (int i = 0; i < found; i++) {
      top.add(token(ids[i]));
    }
    return top;
  }
}
