package org.hawser.api.connector;

import java.io.IOException;

/// A source cannot be used. The message is one sentence: cause and remedy.
public final class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }

  public SourceException(String message) {
    super(message);
  }
}
