package org.hawser.api.assistant;

/// Too many replies are being made and waiting.
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int position;

  /// @param position place the reply would have had in the queue, from 1
  public OverloadedException(int position, String message) {
    super(message);
    this.position = position;
  }

  /// Place the reply would have had in the queue, from 1.
  public int position() {
    return position;
  }
}
