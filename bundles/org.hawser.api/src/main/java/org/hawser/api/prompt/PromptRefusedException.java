package org.hawser.api.prompt;

/// A question cannot be answered with a prompt strategy; the message is one sentence for the user.
public final class PromptRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PromptRefusedException(String message) {
    super(message);
  }
}
