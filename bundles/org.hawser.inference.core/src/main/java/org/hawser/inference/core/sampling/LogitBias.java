package org.hawser.inference.core.sampling;

import java.util.Map;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;

/// What a request adds to the logits of some tokens. Immutable.
public final class LogitBias {
  private final int[] ids;
  private final float[] values;

  /// @param bias by token id
  /// @throws GenerationRefusedException when an id is none of the vocabulary
  public LogitBias(Map<Integer, Float> bias, int vocabularySize) {
    ids = new int[bias.size()];
    values = new float[bias.size()];
    int at = 0;
    for (Map.Entry<Integer, Float> entry : bias.entrySet()) {
      ids[at] = entry.getKey();
      values[at] = entry.getValue();
      if (ids[at] < 0 || ids[at] >= vocabularySize) {
        throw GenerationRefusedException.unsuitable(
            "The model has no token "
                + ids[at]
                + " to give a bias: use ids 0 to "
                + (vocabularySize - 1)
                + ".");
      }
      at++;
    }
  }

  /// Adds it to a row of logits, in place.
  public void addTo(float[] logits) {
    for (int i = 0; i < ids.length; i++) {
      logits[ids[i]] =
          values[i] <= GenerationRequest.FORBIDDEN
              ? Float.NEGATIVE_INFINITY
              : logits[ids[i]] + values[i];
    }
  }
}
