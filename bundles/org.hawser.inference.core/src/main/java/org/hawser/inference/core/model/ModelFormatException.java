package org.hawser.inference.core.model;

/// A model file cannot be used. The message is one sentence for the user: what is wrong and what to
/// do.
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelFormatException(String message) {
    super(message);
  }

  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
