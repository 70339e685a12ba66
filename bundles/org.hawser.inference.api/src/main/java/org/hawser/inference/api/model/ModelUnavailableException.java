package org.hawser.inference.api.model;

/// A model cannot be used now. The message is one sentence for the user: why, and what to do.
public class ModelUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// Kind of failure.
  private final Reason reason;

  /// Why a model cannot be used.
  public enum Reason {
    /// No model has that name.
    UNKNOWN,
    /// Its files are broken, unsupported or gone.
    BROKEN,
    /// It does not fit into memory beside what is loaded.
    TOO_LARGE,
    /// The core or its engine is being stopped or exchanged.
    STOPPING
  }

  public ModelUnavailableException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public ModelUnavailableException(Reason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
