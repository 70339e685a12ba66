package org.hawser.web.memory;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Assistant;
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
import org.hawser.api.conversation.Judgement;

/** Conversations over memory, for one client at a time. */
public final class InMemoryConversations implements Conversations {
  private final Supplier<Assistant> assistant;
  private final Map<String, Conversation> all = new ConcurrentHashMap<>();
  private final Map<String, PendingReply> running = new ConcurrentHashMap<>();
  private final Map<String, Reply> loose = new ConcurrentHashMap<>();
  private final Map<String, Judgement> judgements = new ConcurrentHashMap<>();

  InMemoryConversations(Supplier<Assistant> assistant) {
    this.assistant = assistant;
  }

  @Override
  public List<ConversationSummary> list(int offset, int limit) {
    return all.values().stream()
        .sorted(Comparator.comparing(Conversation::updated).reversed())
        .skip(offset)
        .limit(limit)
        .map(
            c ->
                new ConversationSummary(
                    c.id(), c.title(), c.updated(), c.turns().size(), running.containsKey(c.id())))
        .toList();
  }

  @Override
  public Conversation create(ConversationSettings settings) {
    Instant now = Instant.now();
    return put(
        new Conversation(UUID.randomUUID().toString(), "", now, now, settings, List.of(), false));
  }

  @Override
  public Optional<Conversation> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public Conversation rename(String id, String title) {
    if (title.isBlank()) {
      throw new ConversationException(Reason.INVALID, "A title has 1 to 200 characters.");
    }
    Conversation c = require(id);
    return put(
        new Conversation(id, title, c.created(), Instant.now(), c.settings(), c.turns(), false));
  }

  @Override
  public Conversation configure(String id, ConversationSettings settings) {
    Conversation c = require(id);
    return put(
        new Conversation(id, c.title(), c.created(), Instant.now(), settings, c.turns(), false));
  }

  @Override
  public boolean delete(String id) {
    stop(id);
    return all.remove(id) != null;
  }

  @Override
  public PendingReply ask(
      String id, String question, ConversationSettings turn, ReplyListener listener) {
    return reply(id, require(id).turns().size(), question, turn, listener);
  }

  @Override
  public PendingReply again(
      String id, int number, ConversationSettings turn, ReplyListener listener) {
    Conversation.Turn before = require(id).turns().get(number);
    return reply(id, number, before.question(), turn, listener);
  }

  @Override
  public PendingReply edit(
      String id, int number, String question, ConversationSettings turn, ReplyListener listener) {
    Conversation c = require(id);
    if (number >= c.turns().size()) {
      throw new ConversationException(Reason.NOT_FOUND, "There is no such turn.");
    }
    withTurns(c, c.turns().subList(0, number));
    return reply(id, number, question, turn, listener);
  }

  private PendingReply reply(
      String id, int number, String question, ConversationSettings turn, ReplyListener listener) {
    Conversation c = require(id);
    if (running.containsKey(id)) {
      throw new ConversationException(Reason.BUSY, "A reply is being made: wait for it.");
    }
    List<Inquiry.Exchange> history =
        c.turns().subList(0, number).stream()
            .map(t -> new Inquiry.Exchange(t.question(), t.replies().getLast().id()))
            .toList();
    PendingReply pending =
        assistant
            .get()
            .ask(
                new Inquiry(
                    new Question(question, turn.collections(), turn.documents(), 5),
                    history,
                    turn.choices(),
                    ""),
                listener);
    running.put(id, pending);
    return new Kept(pending, id, number, question);
  }

  private final class Kept implements PendingReply {
    private final PendingReply pending;
    private final String id;
    private final int number;
    private final String question;

    Kept(PendingReply pending, String id, int number, String question) {
      this.pending = pending;
      this.id = id;
      this.number = number;
      this.question = question;
    }

    @Override
    public String id() {
      return pending.id();
    }

    @Override
    public void cancel() {
      pending.cancel();
    }

    @Override
    public Reply result() throws IOException, InterruptedException {
      try {
        Reply reply = pending.result();
        Conversation c = require(id);
        List<Conversation.Turn> turns = new ArrayList<>(c.turns());
        List<Reply> replies = new ArrayList<>();
        if (number < turns.size()) {
          replies.addAll(turns.remove(number).replies());
        }
        replies.add(reply);
        turns.add(number, new Conversation.Turn(question, Instant.now(), replies, ""));
        withTurns(c, turns);
        loose.put(reply.id(), reply);
        return reply;
      } finally {
        running.remove(id);
      }
    }
  }

  private void withTurns(Conversation c, List<Conversation.Turn> turns) {
    String title = turns.isEmpty() ? c.title() : turns.getFirst().question();
    put(new Conversation(c.id(), title, c.created(), Instant.now(), c.settings(), turns, false));
  }

  @Override
  public void stop(String id) {
    Optional.ofNullable(running.get(id)).ifPresent(PendingReply::cancel);
  }

  @Override
  public Optional<Reply> reply(String replyId) {
    return Optional.ofNullable(loose.get(replyId));
  }

  @Override
  public void keep(Reply reply) {
    loose.put(reply.id(), reply);
  }

  @Override
  public void judge(String replyId, Judgement judgement) {
    if (!loose.containsKey(replyId)) {
      throw new ConversationException(Reason.NOT_FOUND, "There is no such reply.");
    }
    judgements.put(replyId, judgement);
  }

  @Override
  public Optional<Judgement> judgement(String replyId) {
    return Optional.ofNullable(judgements.get(replyId));
  }

  @Override
  public List<Judgement> judgements(int offset, int limit) {
    return judgements.values().stream()
        .sorted(Comparator.comparing(Judgement::given).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private Conversation put(Conversation conversation) {
    all.put(conversation.id(), conversation);
    return conversation;
  }

  private Conversation require(String id) {
    return find(id)
        .orElseThrow(
            () -> new ConversationException(Reason.NOT_FOUND, "There is no such conversation."));
  }
}
