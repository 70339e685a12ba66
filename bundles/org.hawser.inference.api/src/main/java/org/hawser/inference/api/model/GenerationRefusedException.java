package org.hawser.inference.api.model;

/// A request a model does not take, now or ever; the message is one sentence that says why and what
/// to do.
public final class GenerationRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean busy;

  private GenerationRefusedException(String message, boolean busy) {
    super(message);
    this.busy = busy;
  }

  /// The request can never succeed.
  public static GenerationRefusedException unsuitable(String message) {
    return new GenerationRefusedException(message, false);
  }

  /// The same request may succeed later.
  public static GenerationRefusedException busy(String message) {
    return new GenerationRefusedException(message, true);
  }

  /// Whether the same request may succeed later.
  public boolean isBusy() {
    return busy;
  }
}
