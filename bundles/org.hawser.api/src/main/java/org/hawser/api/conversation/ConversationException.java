package org.hawser.api.conversation;

import java.util.Objects;

/// Something that cannot be done with a conversation; the message is one sentence for the user.
public final class ConversationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why.
  public enum Reason {
    /// There is no such conversation, turn or reply.
    NOT_FOUND,
    /// It is at work.
    BUSY,
    /// What was given is wrong, or more than a conversation may hold.
    INVALID,
    /// Nothing can answer right now.
    UNAVAILABLE
  }

  public ConversationException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }
}
