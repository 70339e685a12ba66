package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.conversation.ConversationException.Reason;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.ConversationSummary;
import org.junit.jupiter.api.Test;

/// What every [Conversations] has to keep of conversations as wholes; see also
/// [ConversationTurnsContract].
public abstract class ConversationsContract extends OverConversations {
  @Test
  void aNewConversationIsEmptyAndListed() throws Exception {
    ConversationSettings settings = new ConversationSettings(Set.of("a"), Set.of(), choices("m"));

    Conversation made = conversations.create(settings);

    assertThat(made.turns()).isEmpty();
    assertThat(made.settings()).isEqualTo(settings);
    assertThat(conversations.find(made.id())).contains(made);
    assertThat(conversations.list(0, 10))
        .extracting(ConversationSummary::id)
        .containsExactly(made.id());
  }

  @Test
  void titlesAndSettingsChange() throws Exception {
    String id = conversations.create(PLAIN).id();
    ask(id, "First");

    conversations.rename(id, "  Ships ");
    conversations.configure(id, new ConversationSettings(Set.of(), Set.of(), choices("m")));
    ask(id, "Second");

    assertThat(read(id).title()).isEqualTo("Ships");
    assertThat(assistant.inquiries().getLast().choices().model()).isEqualTo("m");
    for (String title : List.of("", "  ", "a\nb", "x".repeat(201))) {
      refused(Reason.INVALID, () -> conversations.rename(id, title));
    }
  }

  @Test
  void theOneUsedLastComesFirst() throws Exception {
    String older = conversations.create(PLAIN).id();
    Thread.sleep(2);
    String newer = conversations.create(PLAIN).id();
    assertThat(ids(0, 10)).containsExactly(newer, older);
    Thread.sleep(2);

    ask(older, "First");

    assertThat(ids(0, 10)).containsExactly(older, newer);
    assertThat(ids(1, 1)).containsExactly(newer);
    assertThatThrownBy(() -> conversations.list(-1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> conversations.list(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deletingTakesEverythingWithIt() throws Exception {
    String id = conversations.create(PLAIN).id();
    Reply reply = ask(id, "First");
    conversations.judge(reply.id(), Judgements.good(reply));

    assertThat(conversations.delete(id)).isTrue();

    assertThat(conversations.delete(id)).isFalse();
    assertThat(conversations.find(id)).isEmpty();
    assertThat(conversations.reply(reply.id())).isEmpty();
    assertThat(conversations.judgements(0, 10)).isEmpty();
    assertThat(conversations.judgement(reply.id())).isEmpty();
    assertThat(ids(0, 10)).isEmpty();
  }

  @Test
  void deletingEndsTheRunningReply() throws Exception {
    String id = conversations.create(PLAIN).id();
    PendingReply running = conversations.ask(id, "endless", PLAIN, ReplyListener.NONE);

    conversations.delete(id);

    assistant.cancelled.await();
    assertThatThrownBy(running::result).isInstanceOf(ConversationException.class);
    assertThat(conversations.find(id)).isEmpty();
  }

  @Test
  void repliesOutsideOfConversationsAreFoundAndJudged() throws Exception {
    Reply first = loose("One");
    Reply second = loose("Two");
    conversations.keep(first);
    conversations.keep(second);

    conversations.judge(first.id(), Judgements.good(first));
    Thread.sleep(2);
    conversations.judge(second.id(), Judgements.bad(second, "Wrong page."));
    Thread.sleep(2);
    conversations.judge(first.id(), Judgements.bad(first, "On second thoughts."));

    assertThat(conversations.reply(first.id())).contains(first);
    assertThat(conversations.judgement(first.id()))
        .hasValueSatisfying(
            judgement -> assertThat(judgement.comment()).isEqualTo("On second thoughts."));
    assertThat(conversations.judgements(0, 10))
        .extracting("comment")
        .containsExactly("On second thoughts.", "Wrong page.");
    assertThat(conversations.judgements(1, 10)).hasSize(1);
    Reply unknown = loose("Three");
    refused(Reason.NOT_FOUND, () -> conversations.judge(unknown.id(), Judgements.good(unknown)));
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    String id = conversations.create(PLAIN).id();

    for (String unknown : List.of("nothing", "../" + id, "")) {
      assertThat(conversations.find(unknown)).isEmpty();
      assertThat(conversations.delete(unknown)).isFalse();
      assertThat(conversations.reply(unknown)).isEmpty();
      conversations.stop(unknown);
      refused(Reason.NOT_FOUND, () -> conversations.rename(unknown, "A"));
      refused(Reason.NOT_FOUND, () -> conversations.configure(unknown, PLAIN));
      refused(Reason.NOT_FOUND, () -> conversations.ask(unknown, "A", PLAIN, ReplyListener.NONE));
    }
    for (int number : List.of(-1, 0, 1)) {
      refused(Reason.NOT_FOUND, () -> conversations.again(id, number, PLAIN, ReplyListener.NONE));
      refused(
          Reason.NOT_FOUND, () -> conversations.edit(id, number, "A", PLAIN, ReplyListener.NONE));
    }
  }
}
