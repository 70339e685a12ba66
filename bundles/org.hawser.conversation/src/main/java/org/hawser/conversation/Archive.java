package org.hawser.conversation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.assistant.Reply;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.conversation.ConversationException.Reason;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.Judgement;
import org.hawser.conversation.store.ConversationFiles;
import org.hawser.conversation.store.Ids;
import org.hawser.conversation.store.JudgementFiles;
import org.hawser.conversation.store.LooseReplies;
import org.hawser.conversation.store.RecordJson;
import org.hawser.conversation.store.StoredConversation;
import org.hawser.conversation.turn.Shelf;
import org.hawser.conversation.turn.Talk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that is kept. Safe from any thread.
final class Archive {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
  private static final long PATIENCE_MILLIS = 5_000;

  private final Map<String, Talk> talks = new ConcurrentHashMap<>();
  private final Ids ids = new Ids();
  private final ConversationFiles files;
  private final JudgementFiles judgements;
  private final LooseReplies loose;
  private final Shelf shelf;
  private final int most;

  Archive(Path root, Limits limits) throws IOException {
    RecordJson json = new RecordJson();
    files = new ConversationFiles(root.resolve("talks"), json);
    judgements = new JudgementFiles(root.resolve("judgements"), json);
    loose = new LooseReplies(root.resolve("replies"), json, limits.replies(), judgements::contains);
    shelf = new Shelf(files, judgements);
    most = limits.conversations();
    for (StoredConversation stored : files.load()) {
      talks.put(stored.id(), new Talk(shelf, stored));
    }
  }

  Collection<Talk> talks() {
    return talks.values();
  }

  Optional<Talk> find(String id) {
    return Optional.ofNullable(talks.get(id));
  }

  LooseReplies loose() {
    return loose;
  }

  JudgementFiles judgements() {
    return judgements;
  }

  synchronized Talk create(ConversationSettings settings) throws IOException {
    if (talks.size() >= most) {
      throw new ConversationException(
          Reason.INVALID, "There are " + most + " conversations, which is the limit: delete some.");
    }
    Instant now = Instant.now();
    StoredConversation stored =
        new StoredConversation(ids.next(), "", false, now, now, settings, List.of());
    files.create(stored);
    Talk talk = new Talk(shelf, stored);
    talks.put(stored.id(), talk);
    return talk;
  }

  boolean delete(String id) throws IOException {
    Talk talk = talks.get(id);
    boolean deleted = talk != null && talk.delete();
    if (deleted) {
      talks.remove(id);
    }
    return deleted;
  }

  Optional<Reply> reply(String replyId) throws IOException {
    Optional<Talk> talk = shelf.holding(replyId);
    return talk.isPresent() ? talk.get().reply(replyId) : loose.find(replyId);
  }

  void judge(String replyId, Judgement judgement) throws IOException {
    if (!judgement.replyId().equals(replyId)) {
      throw new ConversationException(Reason.INVALID, "The judgement is of another reply.");
    }
    if (shelf.holding(replyId).isEmpty() && !loose.contains(replyId)) {
      throw new ConversationException(
          Reason.NOT_FOUND, "There is no such reply: it was deleted, or never kept.");
    }
    judgements.write(judgement);
  }

  void close() throws InterruptedException {
    talks.values().forEach(Talk::stop);
    for (Talk talk : talks.values()) {
      if (!talk.close(PATIENCE_MILLIS)) {
        LOG.warn("A reply did not end in time and is lost: have its question answered again.");
      }
    }
  }
}
