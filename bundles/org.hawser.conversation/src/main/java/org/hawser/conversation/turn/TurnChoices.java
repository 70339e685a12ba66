package org.hawser.conversation.turn;

import java.util.List;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.conversation.store.StoredConversation;

/// What a turn asks for, over what its conversation asks for.
final class TurnChoices {
  private TurnChoices() {}

  /// What to ask the assistant for a turn of a conversation; the answered turns before it are its
  /// history.
  ///
  /// @throws IllegalArgumentException one sentence when the question is wrong
  static Inquiry inquiry(StoredConversation stored, int number, ConversationSettings turn) {
    ConversationSettings conversation = stored.settings();
    ConversationSettings scope = hasScope(turn) ? turn : conversation;
    List<Inquiry.Exchange> history =
        stored.turns().subList(0, number).stream()
            .filter(each -> !each.replies().isEmpty())
            .map(each -> new Inquiry.Exchange(each.question(), each.answer()))
            .toList();
    return new Inquiry(
        new Question(
            stored.turns().get(number).question(),
            scope.collections(),
            scope.documents(),
            Question.DEFAULT_CITATIONS),
        history,
        merged(turn.choices(), conversation.choices()),
        conversation.choices().contextStrategy());
  }

  private static boolean hasScope(ConversationSettings turn) {
    return !turn.collections().isEmpty() || !turn.documents().isEmpty();
  }

  /// The conversation's context strategy stays out: it has a place of its own.
  private static Choices merged(Choices turn, Choices conversation) {
    return new Choices(
        turn.mode() == Choices.Mode.AUTO ? conversation.mode() : turn.mode(),
        orElse(turn.model(), conversation.model()),
        turn.contextStrategy(),
        orElse(turn.swap(), conversation.swap()),
        orElse(turn.promptStrategy(), conversation.promptStrategy()),
        turn.maxTokens() == 0 ? conversation.maxTokens() : turn.maxTokens(),
        turn.temperature().isPresent() ? turn.temperature() : conversation.temperature(),
        turn.seed() == 0 ? conversation.seed() : turn.seed());
  }

  private static String orElse(String turn, String conversation) {
    return turn.isEmpty() ? conversation : turn;
  }
}
