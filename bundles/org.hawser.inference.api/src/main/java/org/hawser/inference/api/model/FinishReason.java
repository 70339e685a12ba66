package org.hawser.inference.api.model;

/// Why an answer ended.
public enum FinishReason {
  /// The model ended it, a stop string was reached, or the format was complete.
  STOP,
  /// The most tokens asked for, or all the model takes, were generated.
  LENGTH,
  CANCELLED
}
