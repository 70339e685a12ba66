package org.hawser.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hawser.api.assistant.Reply;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.Conversations;
import org.hawser.web.view.ReplyView;
import org.hawser.web.view.ScopeBody;

/** A conversation as clients see it. */
record ConversationView(
    String id,
    String title,
    Instant created,
    Instant updated,
    boolean busy,
    ScopeBody.View settings,
    List<Turn> turns) {
  /** A question and its replies, oldest first. */
  record Turn(String question, Instant asked, List<ObjectNode> replies, String failure) {}

  /** With what readers thought of its replies. */
  static ConversationView of(Conversation conversation, Conversations conversations, ReplyView view)
      throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (Conversation.Turn turn : conversation.turns()) {
      List<ObjectNode> replies = new ArrayList<>();
      for (Reply reply : turn.replies()) {
        replies.add(view.reply(reply, conversations.judgement(reply.id())));
      }
      turns.add(new Turn(turn.question(), turn.asked(), replies, turn.failure()));
    }
    return new ConversationView(
        conversation.id(),
        conversation.title(),
        conversation.created(),
        conversation.updated(),
        conversation.busy(),
        ScopeBody.View.of(conversation.settings()),
        turns);
  }
}
