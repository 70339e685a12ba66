package org.hawser.inference.api.model;

/// A file is no saved session, is broken, or was saved from another model or with another form of
/// keys and values. The message is one sentence for the user: what is wrong and what to do.
public final class SavedSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SavedSessionException(String sentence) {
    super(sentence);
  }

  public SavedSessionException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
