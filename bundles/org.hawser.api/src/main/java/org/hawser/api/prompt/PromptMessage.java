package org.hawser.api.prompt;

import java.util.Objects;

/// One message of a prompt.
public record PromptMessage(Role role, String text) {
  /// Who speaks.
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  public PromptMessage {
    Objects.requireNonNull(role);
    Objects.requireNonNull(text);
  }
}
