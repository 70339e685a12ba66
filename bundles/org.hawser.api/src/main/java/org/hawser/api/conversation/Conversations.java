package org.hawser.api.conversation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyListener;
import org.osgi.annotation.versioning.ProviderType;

/// Conversations and their replies. What a method has returned is on disk. Safe from any thread.
@ProviderType
public interface Conversations {
  /// All conversations, the one used last first.
  ///
  /// @param offset how many to skip
  /// @param limit how many to return at most, 1..1000
  List<ConversationSummary> list(int offset, int limit) throws IOException;

  /// Begins a conversation.
  Conversation create(ConversationSettings settings) throws IOException;

  /// @return empty when there is none of that id
  Optional<Conversation> find(String id) throws IOException;

  /// @param title 1..200 characters
  /// @throws ConversationException when there is none of that id, or the title is wrong
  Conversation rename(String id, String title) throws IOException;

  /// Changes what counts from the next turn on.
  ///
  /// @throws ConversationException when there is none of that id
  Conversation configure(String id, ConversationSettings settings) throws IOException;

  /// Deletes a conversation with its turns and replies. A running reply is ended.
  ///
  /// @return false when there was none of that id
  boolean delete(String id) throws IOException;

  /// Asks the next question. The turn is on disk before this returns, its reply once it is
  /// complete or cancelled. One reply of a conversation is made at a time.
  ///
  /// A turn that is refused for want of room ([OverloadedException]) leaves the conversation as it
  /// was.
  ///
  /// @param turn what this turn is asked with; what it leaves open the conversation's settings say,
  ///     and a turn that names collections or documents is asked of those alone
  /// @throws ConversationException when there is none of that id, it is at work, the question is
  ///     wrong, or nothing can answer right now
  PendingReply ask(String id, String question, ConversationSettings turn, ReplyListener listener)
      throws IOException;

  /// Answers a turn again, as another reply of the same turn; the ones before are kept.
  ///
  /// @param number of the turn, from 0
  /// @throws ConversationException as [#ask], or when there is no such turn
  PendingReply again(String id, int number, ConversationSettings turn, ReplyListener listener)
      throws IOException;

  /// Asks a changed question in place of a turn; that turn and all after it go.
  ///
  /// @param number of the turn, from 0
  /// @throws ConversationException as [#again]
  PendingReply edit(
      String id, int number, String question, ConversationSettings turn, ReplyListener listener)
      throws IOException;

  /// Ends the reply a conversation is at, if any; what was made so far is kept.
  void stop(String id);

  /// A reply of any conversation, or one asked outside of them.
  Optional<Reply> reply(String replyId) throws IOException;

  /// Keeps a reply asked outside of conversations, so that it can be found by its id.
  void keep(Reply reply) throws IOException;

  /// Keeps what a reader thinks of a reply; a later one replaces it.
  ///
  /// @throws ConversationException when there is no such reply
  void judge(String replyId, Judgement judgement) throws IOException;

  /// What a reader thought of a reply last; empty when nobody judged it.
  Optional<Judgement> judgement(String replyId) throws IOException;

  /// What readers thought of replies, the newest first.
  List<Judgement> judgements(int offset, int limit) throws IOException;
}
