package org.hawser.conversation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hawser.api.assistant.Assistant;
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
import org.hawser.conversation.turn.Talk;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/// Conversations in the data directory. Without an assistant they can be read, not continued.
@Component(service = Conversations.class, immediate = true)
@Designate(ocd = ConversationsConfiguration.class)
public final class KeptConversations implements Conversations {
  private static final int LONGEST_TITLE = 200;
  private static final int MOST_PER_PAGE = 1_000;

  private final Archive archive;
  private final Limits limits;
  private final AtomicReference<Assistant> assistant = new AtomicReference<>();

  @Activate
  public KeptConversations(BundleContext context, ConversationsConfiguration configuration)
      throws IOException {
    this(dataFolder(context), Limits.of(configuration));
  }

  KeptConversations(Path data, Limits limits) throws IOException {
    this.archive = new Archive(data.resolve("conversations"), limits);
    this.limits = limits;
  }

  private static Path dataFolder(BundleContext context) {
    String data = context.getProperty("hawser.data");
    if (data == null) {
      throw new IllegalStateException(
          "The framework property hawser.data is not set: set it to the data directory.");
    }
    return Path.of(data);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAssistant(Assistant came) {
    assistant.set(came);
  }

  void unbindAssistant(Assistant went) {
    assistant.compareAndSet(went, null);
  }

  /// What was made so far of running replies is kept.
  @Deactivate
  void stop() throws InterruptedException {
    archive.close();
  }

  @Override
  public List<ConversationSummary> list(int offset, int limit) {
    requirePage(offset, limit);
    return archive.talks().stream()
        .map(Talk::summary)
        .sorted(Comparator.comparing(ConversationSummary::updated).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Conversation create(ConversationSettings settings) throws IOException {
    return archive.create(settings).read();
  }

  @Override
  public Optional<Conversation> find(String id) throws IOException {
    Optional<Talk> talk = archive.find(id);
    return talk.isEmpty() ? Optional.empty() : Optional.of(talk.get().read());
  }

  @Override
  public Conversation rename(String id, String title) throws IOException {
    String clean = title.strip();
    if (clean.isEmpty()
        || clean.length() > LONGEST_TITLE
        || clean.chars().anyMatch(Character::isISOControl)) {
      throw new ConversationException(
          Reason.INVALID, "A title has 1 to " + LONGEST_TITLE + " characters on one line.");
    }
    return require(id).alter(stored -> stored.named(clean, Instant.now()));
  }

  @Override
  public Conversation configure(String id, ConversationSettings settings) throws IOException {
    return require(id).alter(stored -> stored.configured(settings, Instant.now()));
  }

  @Override
  public boolean delete(String id) throws IOException {
    return archive.delete(id);
  }

  @Override
  public PendingReply ask(
      String id, String question, ConversationSettings turn, ReplyListener listener)
      throws IOException {
    Talk talk = require(id);
    return orRefusal(() -> talk.ask(question, turn, assistant(), listener, limits.turns()));
  }

  @Override
  public PendingReply again(
      String id, int number, ConversationSettings turn, ReplyListener listener) throws IOException {
    Talk talk = require(id);
    return orRefusal(() -> talk.again(number, turn, assistant(), listener));
  }

  @Override
  public PendingReply edit(
      String id, int number, String question, ConversationSettings turn, ReplyListener listener)
      throws IOException {
    Talk talk = require(id);
    talk.requireTurn(number);
    return orRefusal(() -> talk.ask(number, question, turn, assistant(), listener));
  }

  @Override
  public void stop(String id) {
    archive.find(id).ifPresent(Talk::stop);
  }

  @Override
  public Optional<Reply> reply(String replyId) throws IOException {
    return archive.reply(replyId);
  }

  @Override
  public void keep(Reply reply) throws IOException {
    archive.loose().keep(reply);
  }

  @Override
  public void judge(String replyId, Judgement judgement) throws IOException {
    archive.judge(replyId, judgement);
  }

  @Override
  public Optional<Judgement> judgement(String replyId) {
    return archive.judgements().find(replyId);
  }

  @Override
  public List<Judgement> judgements(int offset, int limit) {
    requirePage(offset, limit);
    return archive.judgements().list(offset, limit);
  }

  private Talk require(String id) {
    return archive
        .find(id)
        .orElseThrow(
            () ->
                new ConversationException(
                    Reason.NOT_FOUND,
                    "There is no such conversation: list them, or begin a new one."));
  }

  private Assistant assistant() {
    Assistant present = assistant.get();
    if (present == null) {
      throw new ConversationException(
          Reason.UNAVAILABLE,
          "Answering is not available right now: the product is still starting, or the bundle"
              + " org.hawser.answer is stopped; try again in a moment.");
    }
    return present;
  }

  private static void requirePage(int offset, int limit) {
    if (offset < 0 || limit < 1 || limit > MOST_PER_PAGE) {
      throw new IllegalArgumentException(
          "A list needs an offset of at least 0 and a limit of 1 to 1000, not "
              + offset
              + " and "
              + limit
              + ".");
    }
  }

  /// What the assistant cannot understand is the caller's to correct.
  private static PendingReply orRefusal(Asking asking) throws IOException {
    try {
      return asking.begin();
    } catch (IllegalArgumentException e) {
      throw new ConversationException(Reason.INVALID, e.getMessage());
    }
  }

  @FunctionalInterface
  private interface Asking {
    PendingReply begin() throws IOException;
  }
}
