package org.hawser.conversation.turn;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.conversation.store.ConversationFiles;
import org.hawser.conversation.store.JudgementFiles;

/// Where conversations keep their files, and which reply belongs to which. Safe from any thread.
public final class Shelf {
  private final ConversationFiles files;
  private final JudgementFiles judgements;
  private final Map<String, Talk> byReply = new ConcurrentHashMap<>();

  public Shelf(ConversationFiles files, JudgementFiles judgements) {
    this.files = files;
    this.judgements = judgements;
  }

  /// The conversation a reply belongs to.
  public Optional<Talk> holding(String replyId) {
    return Optional.ofNullable(byReply.get(replyId));
  }

  ConversationFiles files() {
    return files;
  }

  void place(Talk talk, List<String> replyIds) {
    replyIds.forEach(id -> byReply.put(id, talk));
  }

  /// Deletes replies their conversation does not name any more, and what was thought of them.
  void remove(String conversationId, List<String> replyIds) throws IOException {
    files.delete(conversationId, Set.copyOf(replyIds));
    forget(replyIds);
  }

  /// The replies have gone: so does what was thought of them.
  void forget(List<String> replyIds) throws IOException {
    for (String id : replyIds) {
      byReply.remove(id);
      judgements.delete(id);
    }
  }
}
