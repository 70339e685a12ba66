package org.hawser.api.index;

import java.io.IOException;

/// The index cannot serve. The message is one sentence: cause and remedy.
public final class IndexException extends IOException {
  private static final long serialVersionUID = 1L;

  public IndexException(String message, Throwable cause) {
    super(message, cause);
  }

  public IndexException(String message) {
    super(message);
  }
}
