package org.hawser.api.conversation;

import java.time.Instant;
import java.util.Objects;

/// What a reader thinks of a reply.
///
/// @param replyId the reply
/// @param good thumb up or down
/// @param comment why, at most 4000 characters, may be empty
/// @param given when
public record Judgement(String replyId, boolean good, String comment, Instant given) {
  private static final int MOST = 4_000;

  public Judgement {
    Objects.requireNonNull(replyId);
    Objects.requireNonNull(given);
    if (comment.length() > MOST) {
      throw new IllegalArgumentException(
          "The comment has " + comment.length() + " characters; the limit is " + MOST + ".");
    }
  }
}
