package org.hawser.api.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hawser.api.assistant.Reply;

/// A conversation with all its turns.
///
/// @param id identifies it for good
/// @param title shown in lists; made of the first question until somebody names it
/// @param created when it was begun
/// @param updated when anything of it changed last
/// @param settings what its turns are asked with
/// @param turns oldest first
/// @param busy whether a reply is being made
public record Conversation(
    String id,
    String title,
    Instant created,
    Instant updated,
    ConversationSettings settings,
    List<Turn> turns,
    boolean busy) {
  public Conversation {
    Objects.requireNonNull(id);
    Objects.requireNonNull(title);
    Objects.requireNonNull(settings);
    turns = List.copyOf(turns);
  }

  /// A question and its replies.
  ///
  /// @param question as the user put it
  /// @param asked when
  /// @param replies the first one and those made again, oldest first; empty while the first one is
  ///     made, or when the process ended before it was complete
  /// @param failure one sentence when the last attempt to reply failed, else empty
  public record Turn(String question, Instant asked, List<Reply> replies, String failure) {
    public Turn {
      Objects.requireNonNull(question);
      replies = List.copyOf(replies);
      Objects.requireNonNull(failure);
    }
  }
}
