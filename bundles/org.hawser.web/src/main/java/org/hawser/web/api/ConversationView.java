package org.hawser.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.hawser.api.conversation.Conversation;
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

  static ConversationView of(Conversation conversation, ReplyView view) {
    return new ConversationView(
        conversation.id(),
        conversation.title(),
        conversation.created(),
        conversation.updated(),
        conversation.busy(),
        ScopeBody.View.of(conversation.settings()),
        conversation.turns().stream()
            .map(
                turn ->
                    new Turn(
                        turn.question(),
                        turn.asked(),
                        turn.replies().stream().map(view::reply).toList(),
                        turn.failure()))
            .toList());
  }
}
