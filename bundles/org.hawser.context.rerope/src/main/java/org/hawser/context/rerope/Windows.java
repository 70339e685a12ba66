package org.hawser.context.rerope;

import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyRefusedException;

/// The window within which distances are kept.
final class Windows {
  private Windows() {}

  static int of(PlanRequest request) {
    int length = request.model().contextLength();
    int window = request.whole("window", Math.max(1, length / 4));
    if (window >= length) {
      throw new StrategyRefusedException(
          "ReRoPE's window " + window + " must be below the model's " + length + " tokens.");
    }
    return window;
  }
}
