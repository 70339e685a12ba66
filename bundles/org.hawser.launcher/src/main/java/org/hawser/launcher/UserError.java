package org.hawser.launcher;

/// Something the user can put right. The message is one sentence: cause and remedy; the command
/// line prints it without a stack trace.
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
