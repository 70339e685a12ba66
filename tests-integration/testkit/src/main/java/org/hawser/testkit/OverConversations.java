package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.conversation.ConversationException.Reason;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.ConversationSummary;
import org.hawser.api.conversation.Conversations;
import org.junit.jupiter.api.BeforeEach;

/// Conversations over a scripted assistant.
abstract class OverConversations {
  static final ConversationSettings PLAIN = ConversationSettings.CONFIGURED;

  protected final ScriptedAssistant assistant =
      new ScriptedAssistant(question -> Answers.of("Found for " + question.text()));
  protected Conversations conversations;

  /// A service without conversations, over an assistant.
  protected abstract Conversations conversations(Assistant assistant) throws Exception;

  @BeforeEach
  final void begin() throws Exception {
    conversations = conversations(assistant);
  }

  final Reply ask(String id, String question) throws Exception {
    return result(conversations.ask(id, question, PLAIN, ReplyListener.NONE));
  }

  final Conversation read(String id) throws IOException {
    return conversations.find(id).orElseThrow();
  }

  final Reply loose(String question) throws Exception {
    return assistant.ask(Inquiry.of(new Question(question, Set.of(), 5)), _ -> {}).result();
  }

  final List<String> ids(int offset, int limit) throws IOException {
    return conversations.list(offset, limit).stream().map(ConversationSummary::id).toList();
  }

  static Reply result(PendingReply pending) throws Exception {
    return pending.result();
  }

  static Choices choices(String model) {
    return new Choices(Choices.Mode.AUTO, model, "", "", "", 0, OptionalDouble.empty(), 0);
  }

  static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConversationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
