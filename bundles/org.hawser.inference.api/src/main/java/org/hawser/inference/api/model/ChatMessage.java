package org.hawser.inference.api.model;

import java.util.Objects;

/// One message of a conversation.
///
/// @param role `system`, `user` or `assistant`
/// @param content plain text; special tokens in it are read as the characters they are spelled with
public record ChatMessage(String role, String content) {
  public ChatMessage {
    Objects.requireNonNull(role);
    Objects.requireNonNull(content);
  }
}
