package org.hawser.conversation.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A turn as it is kept; its replies have files of their own.
///
/// @param question as the user put it
/// @param asked when
/// @param replies ids, oldest first
/// @param answer what the reader read of the last reply, for the turns that follow
/// @param failure one sentence when the last attempt to reply failed, else empty
public record StoredTurn(
    String question, Instant asked, List<String> replies, String answer, String failure) {
  public StoredTurn {
    replies = List.copyOf(replies);
  }

  /// A question nobody has answered.
  public static StoredTurn of(String question, Instant asked) {
    return new StoredTurn(question, asked, List.of(), "", "");
  }

  /// The same, answered once more.
  public StoredTurn withReply(String replyId, String read) {
    List<String> all = Stream.concat(replies.stream(), Stream.of(replyId)).toList();
    return new StoredTurn(question, asked, all, read, "");
  }

  /// The same without a reply.
  public StoredTurn without(String replyId, String why) {
    List<String> others = replies.stream().filter(id -> !id.equals(replyId)).toList();
    return new StoredTurn(question, asked, others, answer, why);
  }

  /// The same after an attempt that failed.
  public StoredTurn withFailure(String sentence) {
    return new StoredTurn(question, asked, replies, answer, sentence);
  }
}
