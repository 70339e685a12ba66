package org.hawser.api.extract;

/// A file could not be read. The message is one sentence for the administrator: what is wrong with
/// the file and what to do about it.
public final class ExtractionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why a file was refused.
  public enum Reason {
    /// Zero bytes, or no text in it at all.
    EMPTY(false),
    /// Needs a password.
    ENCRYPTED(false),
    /// The bytes do not follow the format.
    CORRUPT(false),
    /// No parser for this type.
    UNSUPPORTED(false),
    /// Bigger than the configured limits, before or after unpacking (a zip bomb, for example).
    TOO_LARGE(false),
    /// Not finished before the deadline.
    TIMEOUT(true),
    /// The parser ran out of memory.
    OUT_OF_MEMORY(true),
    /// The parser process died.
    CRASHED(true),
    /// The file could not be opened or read.
    UNREADABLE(true),
    /// The extractor itself cannot work now (no memory for its process, no space on its disk); the
    /// file is not to blame and must not be put aside for it.
    UNAVAILABLE(true);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }

    /// Whether trying again without changing the file can help.
    public boolean retryable() {
      return retryable;
    }
  }

  public ExtractionException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public ExtractionException(Reason reason, String message) {
    this(reason, message, null);
  }

  public Reason reason() {
    return reason;
  }
}
