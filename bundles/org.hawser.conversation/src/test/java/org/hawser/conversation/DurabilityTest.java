package org.hawser.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.Judgement;
import org.hawser.testkit.Answers;
import org.hawser.testkit.ScriptedAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is there after the process ended, in whatever way.
class DurabilityTest {
  private static final ConversationSettings PLAIN = ConversationSettings.CONFIGURED;

  @TempDir Path data;
  private final ScriptedAssistant assistant =
      new ScriptedAssistant(question -> Answers.of("Found for " + question.text()));

  private KeptConversations open(Limits limits) throws IOException {
    KeptConversations kept = new KeptConversations(data, limits);
    kept.bindAssistant(assistant);
    return kept;
  }

  private KeptConversations open() throws IOException {
    return open(new Limits(3, 3, 3));
  }

  private static Reply ask(KeptConversations kept, String id, String question) throws Exception {
    return kept.ask(id, question, PLAIN, ReplyListener.NONE).result();
  }

  @Test
  void everythingIsThereAgain() throws Exception {
    KeptConversations before = open();
    String id = before.create(PLAIN).id();
    Reply reply = ask(before, id, "First");
    before.again(id, 0, PLAIN, ReplyListener.NONE).result();
    before.rename(id, "Ships");
    Reply loose = loose("Alone");
    before.keep(loose);
    before.judge(reply.id(), new Judgement(reply.id(), false, "No.", Instant.now()));
    Conversation kept = before.find(id).orElseThrow();

    KeptConversations after = open();

    assertThat(after.find(id)).contains(kept);
    assertThat(after.reply(reply.id())).contains(reply);
    assertThat(after.reply(loose.id())).contains(loose);
    assertThat(after.judgements(0, 9)).isEqualTo(before.judgements(0, 9)).hasSize(1);
    assertThat(ask(after, id, "Second").standaloneQuestion()).isEqualTo("Second (completed)");
  }

  @Test
  void aTurnIsOnDiskBeforeItIsAnswered() throws Exception {
    KeptConversations before = open();
    String id = before.create(PLAIN).id();
    PendingReply running = before.ask(id, "endless", PLAIN, ReplyListener.NONE);

    KeptConversations afterAKill = open();

    Conversation.Turn turn = afterAKill.find(id).orElseThrow().turns().getFirst();
    assertThat(turn.question()).isEqualTo("endless");
    assertThat(turn.failure()).contains("have it answered again");
    running.cancel();
    running.result();
  }

  @Test
  void stoppingKeepsWhatWasMade() throws Exception {
    KeptConversations before = open();
    String id = before.create(PLAIN).id();
    before.ask(id, "endless", PLAIN, ReplyListener.NONE);

    before.stop();

    Reply reply = open().find(id).orElseThrow().turns().getFirst().replies().getFirst();
    assertThat(reply.written().orElseThrow().complete()).isFalse();
  }

  @Test
  void aDamagedConversationIsSetAsideAndTheOthersServe() throws Exception {
    KeptConversations before = open();
    String damaged = before.create(PLAIN).id();
    ask(before, damaged, "First");
    String whole = before.create(PLAIN).id();
    Path file = data.resolve("conversations/talks").resolve(damaged).resolve("conversation.json");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    KeptConversations after = open();

    assertThat(after.find(damaged)).isEmpty();
    assertThat(after.find(whole)).isPresent();
    Path aside = data.resolve("conversations/talks").resolve(damaged + ".damaged");
    assertThat(aside.resolve("conversation.json")).hasBinaryContent(bytes);
    assertThat(files(aside)).hasSize(2);
    assertThat(open().find(whole)).isPresent();
  }

  @Test
  void aDamagedReplyIsSetAsideAndItsTurnSaysSo() throws Exception {
    KeptConversations before = open();
    String id = before.create(PLAIN).id();
    Reply reply = ask(before, id, "First");
    Path file = data.resolve("conversations/talks").resolve(id).resolve(reply.id() + ".reply.json");
    Files.writeString(file, "hawser 1 crc32c=00000000\n{}");

    Conversation read = open().find(id).orElseThrow();

    assertThat(read.turns().getFirst().replies()).isEmpty();
    assertThat(read.turns().getFirst().failure())
        .contains(file.getFileName() + ".damaged")
        .endsWith("have the question answered again.");
    assertThat(Path.of(file + ".damaged")).exists();
    assertThat(ask(open(), id, "Second").question()).isEqualTo("Second");
  }

  @Test
  void whatAKilledProcessLeftHalfDoneIsFinished() throws Exception {
    KeptConversations before = open();
    String id = before.create(PLAIN).id();
    Path talks = data.resolve("conversations/talks");
    Files.createDirectories(talks.resolve("half.new"));
    Files.createDirectories(talks.resolve("going.deleted"));
    Files.writeString(talks.resolve("going.deleted/x.reply.json"), "x");
    Files.writeString(talks.resolve(id).resolve("never-named.reply.json"), "x");
    Files.writeString(talks.resolve(id).resolve("conversation.json.new"), "x");

    KeptConversations after = open();

    assertThat(after.find(id)).isPresent();
    assertThat(files(talks)).containsExactly(talks.resolve(id));
    assertThat(files(talks.resolve(id))).hasSize(1);
  }

  @Test
  void thereIsAnEndToWhatIsKept() throws Exception {
    KeptConversations kept = open();
    String id = kept.create(PLAIN).id();
    kept.create(PLAIN);
    kept.create(PLAIN);
    for (int i = 0; i < 3; i++) {
      ask(kept, id, "Question " + i);
    }
    Reply judged = loose("Judged");
    kept.keep(judged);
    kept.judge(judged.id(), new Judgement(judged.id(), true, "", Instant.now()));
    List<Reply> others = List.of(loose("1"), loose("2"), loose("3"));
    for (Reply other : others) {
      kept.keep(other);
    }

    assertThatThrownBy(() -> kept.create(PLAIN))
        .isInstanceOf(ConversationException.class)
        .hasMessageContaining("delete some");
    assertThatThrownBy(() -> ask(kept, id, "One more"))
        .isInstanceOf(ConversationException.class)
        .hasMessageContaining("begin a new one");
    assertThat(kept.reply(judged.id())).isPresent();
    assertThat(kept.reply(others.getFirst().id())).isEmpty();
    assertThat(kept.reply(others.getLast().id())).isPresent();
    assertThat(files(data.resolve("conversations/replies"))).hasSize(3);
  }

  @Test
  void withoutAnAssistantConversationsCanBeRead() throws Exception {
    KeptConversations kept = open();
    String id = kept.create(PLAIN).id();
    ask(kept, id, "First");

    kept.unbindAssistant(assistant);

    assertThat(kept.find(id).orElseThrow().turns()).hasSize(1);
    assertThatThrownBy(() -> ask(kept, id, "Second"))
        .isInstanceOfSatisfying(
            ConversationException.class,
            e -> assertThat(e.reason()).isEqualTo(ConversationException.Reason.UNAVAILABLE));
  }

  private Reply loose(String question) throws Exception {
    return assistant
        .ask(Inquiry.of(new Question(question, Set.of(), 5)), ReplyListener.NONE)
        .result();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
