package org.hawser.inference.core.model;

/// A model file cannot be used. The message is one sentence for the user: what is wrong and what to
/// do.
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelFormatException(String message) {
    super(onOneLine(message));
  }

  public ModelFormatException(String message, Throwable cause) {
    super(onOneLine(message), cause);
  }

  /// Names come from the file, and a damaged one has line breaks in them.
  private static String onOneLine(String message) {
    return message.replaceAll("\\p{Cntrl}+", " ");
  }
}
