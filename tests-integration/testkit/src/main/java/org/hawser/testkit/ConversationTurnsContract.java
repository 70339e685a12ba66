package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.Set;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.OverloadedException;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.ConversationException.Reason;
import org.hawser.api.conversation.ConversationSettings;
import org.junit.jupiter.api.Test;

/// What every [Conversations] has to keep of turns and their replies.
public abstract class ConversationTurnsContract extends OverConversations {
  @Test
  void aQuestionAndItsReplyAreKept() throws Exception {
    String id = conversations.create(PLAIN).id();

    Reply reply = ask(id, "What is a wharf?");

    Conversation read = read(id);
    assertThat(read.title()).isEqualTo("What is a wharf?");
    assertThat(read.busy()).isFalse();
    assertThat(read.turns()).hasSize(1);
    assertThat(read.turns().getFirst().question()).isEqualTo("What is a wharf?");
    assertThat(read.turns().getFirst().replies()).containsExactly(reply);
    assertThat(conversations.reply(reply.id())).contains(reply);
  }

  @Test
  void theTurnsBeforeAreTheHistory() throws Exception {
    String id = conversations.create(PLAIN).id();
    ask(id, "First");
    ask(id, "Second");

    ask(id, "Third");

    assertThat(assistant.inquiries().getLast().history())
        .containsExactly(
            new Inquiry.Exchange("First", "Answer to First."),
            new Inquiry.Exchange("Second", "Answer to Second."));
  }

  @Test
  void aTurnSaysOverWhatItsConversationSays() throws Exception {
    Choices choices =
        new Choices(
            Choices.Mode.WRITTEN, "big", "yarn", "keep", "refine", 9, OptionalDouble.of(1), 5);
    String id =
        conversations.create(new ConversationSettings(Set.of("a"), Set.of("d"), choices)).id();

    ask(id, "As configured");
    Inquiry asConfigured = assistant.inquiries().getLast();
    result(
        conversations.ask(
            id,
            "Otherwise",
            new ConversationSettings(
                Set.of(),
                Set.of("e"),
                new Choices(
                    Choices.Mode.AUTO, "small", "log-n", "", "", 0, OptionalDouble.of(0), 0)),
            ReplyListener.NONE));
    Inquiry otherwise = assistant.inquiries().getLast();

    assertThat(asConfigured.question().collections()).containsExactly("a");
    assertThat(asConfigured.question().documents()).containsExactly("d");
    assertThat(asConfigured.conversationStrategy()).isEqualTo("yarn");
    assertThat(asConfigured.choices().contextStrategy()).isEmpty();
    assertThat(asConfigured.choices().model()).isEqualTo("big");
    assertThat(otherwise.question().collections()).isEmpty();
    assertThat(otherwise.question().documents()).containsExactly("e");
    assertThat(otherwise.choices())
        .isEqualTo(
            new Choices(
                Choices.Mode.WRITTEN,
                "small",
                "log-n",
                "keep",
                "refine",
                9,
                OptionalDouble.of(0),
                5));
    assertThat(otherwise.conversationStrategy()).isEqualTo("yarn");
  }

  @Test
  void aTurnAnsweredAgainHasBothReplies() throws Exception {
    String id = conversations.create(PLAIN).id();
    Reply first = ask(id, "First");
    ask(id, "Second");

    Reply again = result(conversations.again(id, 0, PLAIN, ReplyListener.NONE));

    assertThat(read(id).turns().getFirst().replies()).containsExactly(first, again);
    assertThat(read(id).turns()).hasSize(2);
    assertThat(assistant.inquiries().getLast().history()).isEmpty();
  }

  @Test
  void aChangedQuestionReplacesItsTurnAndThoseAfter() throws Exception {
    String id = conversations.create(PLAIN).id();
    Reply first = ask(id, "First");
    Reply second = ask(id, "Second");
    ask(id, "Third");

    Reply changed = result(conversations.edit(id, 1, "Changed", PLAIN, ReplyListener.NONE));

    assertThat(read(id).turns())
        .extracting(Conversation.Turn::question)
        .containsExactly("First", "Changed");
    assertThat(read(id).turns().getLast().replies()).containsExactly(changed);
    assertThat(conversations.reply(first.id())).isPresent();
    assertThat(conversations.reply(second.id())).isEmpty();
  }

  @Test
  void oneReplyAtATimeUntilItIsStopped() throws Exception {
    String id = conversations.create(PLAIN).id();
    PendingReply running = conversations.ask(id, "endless", PLAIN, ReplyListener.NONE);

    refused(Reason.BUSY, () -> conversations.ask(id, "Next", PLAIN, ReplyListener.NONE));
    refused(Reason.BUSY, () -> conversations.again(id, 0, PLAIN, ReplyListener.NONE));
    assertThat(read(id).busy()).isTrue();
    assertThat(conversations.list(0, 1).getFirst().busy()).isTrue();
    conversations.stop(id);

    Reply partial = running.result();
    assertThat(partial.written().orElseThrow().complete()).isFalse();
    assertThat(read(id).turns().getFirst().replies()).containsExactly(partial);
    assertThat(ask(id, "Next").written()).isPresent();
  }

  @Test
  void aFailureStandsWithItsTurn() throws Exception {
    String id = conversations.create(PLAIN).id();

    PendingReply failing = conversations.ask(id, "failing", PLAIN, ReplyListener.NONE);

    assertThatThrownBy(failing::result).hasMessage("The model was unloaded: ask again.");
    assertThat(read(id).turns().getFirst().replies()).isEmpty();
    assertThat(read(id).turns().getFirst().failure())
        .isEqualTo("The model was unloaded: ask again.");
    assertThat(ask(id, "Next").question()).isEqualTo("Next");
    assertThat(assistant.inquiries().getLast().history()).isEmpty();
  }

  @Test
  void aRefusedTurnLeavesNoTrace() throws Exception {
    String id = conversations.create(PLAIN).id();
    ask(id, "First");
    Conversation before = read(id);

    refused(Reason.INVALID, () -> conversations.ask(id, "refused", PLAIN, ReplyListener.NONE));
    refused(Reason.INVALID, () -> conversations.ask(id, " ", PLAIN, ReplyListener.NONE));
    refused(
        Reason.INVALID, () -> conversations.ask(id, "x".repeat(5_000), PLAIN, ReplyListener.NONE));
    assertThatThrownBy(() -> conversations.ask(id, "crowded", PLAIN, ReplyListener.NONE).result())
        .isInstanceOfSatisfying(
            OverloadedException.class, e -> assertThat(e.position()).isEqualTo(7));
    assertThatThrownBy(
            () -> conversations.edit(id, 0, "crowded", PLAIN, ReplyListener.NONE).result())
        .isInstanceOf(OverloadedException.class);

    assertThat(read(id)).isEqualTo(before);
  }
}
