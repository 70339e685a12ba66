package org.hawser.api.ingest;

import java.io.IOException;

/// A document or source was refused. The message is one sentence: cause and remedy.
public final class IngestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why it was refused.
  public enum Reason {
    INVALID_NAME,
    TOO_LARGE,
    NOT_FOUND,
    UNKNOWN_CONNECTOR,
    NO_SOURCE,
    DISK_FULL
  }

  public IngestException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public IngestException(Reason reason, String message) {
    this(reason, message, null);
  }

  public Reason reason() {
    return reason;
  }
}
