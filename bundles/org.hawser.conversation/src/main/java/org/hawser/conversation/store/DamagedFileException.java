package org.hawser.conversation.store;

import java.io.IOException;

/// A file does not hold what was written; the message is one sentence.
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
