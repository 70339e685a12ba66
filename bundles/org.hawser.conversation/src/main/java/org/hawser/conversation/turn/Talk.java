package org.hawser.conversation.turn;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.conversation.ConversationException.Reason;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.ConversationSummary;
import org.hawser.conversation.store.DamagedFileException;
import org.hawser.conversation.store.StoredConversation;
import org.hawser.conversation.store.StoredTurn;

/// One conversation. One thread changes it at a time; its file follows before a change counts.
public final class Talk {
  private final Turnstile turnstile = new Turnstile();
  private final Shelf shelf;
  private StoredConversation stored;
  private RunningReply running;
  private boolean deleted;

  /// @param stored what is on disk
  public Talk(Shelf shelf, StoredConversation stored) {
    this.shelf = shelf;
    this.stored = stored;
    shelf.place(this, stored.replies().toList());
  }

  public ConversationSummary summary() {
    return turnstile.pass(
        () ->
            new ConversationSummary(
                stored.id(),
                stored.title(),
                stored.updated(),
                stored.turns().size(),
                running != null));
  }

  /// The conversation with its replies. One that cannot be read is taken out, and its turn says
  /// so.
  public Conversation read() throws IOException {
    return turnstile.pass(
        () -> {
          requireThere();
          List<Conversation.Turn> turns = new ArrayList<>();
          for (int number = 0; number < stored.turns().size(); number++) {
            turns.add(readTurn(number));
          }
          return new Conversation(
              stored.id(),
              stored.title(),
              stored.created(),
              stored.updated(),
              stored.settings(),
              turns,
              running != null);
        });
  }

  private Conversation.Turn readTurn(int number) throws IOException {
    List<Reply> replies = new ArrayList<>();
    for (String replyId : stored.turns().get(number).replies()) {
      readReply(number, replyId).ifPresent(replies::add);
    }
    StoredTurn turn = stored.turns().get(number);
    boolean cutOff = turn.replies().isEmpty() && turn.failure().isEmpty() && !beingMade(number);
    String failure =
        cutOff
            ? "The server stopped before this was answered: have it answered again."
            : turn.failure();
    return new Conversation.Turn(turn.question(), turn.asked(), replies, failure);
  }

  private boolean beingMade(int number) {
    return running != null && number == stored.turns().size() - 1;
  }

  private Optional<Reply> readReply(int number, String replyId) throws IOException {
    try {
      return Optional.of(shelf.files().read(stored.id(), replyId));
    } catch (DamagedFileException e) {
      StoredTurn turn = stored.turns().get(number).without(replyId, e.getMessage());
      change(stored.withTurn(number, turn, stored.updated()));
      shelf.remove(stored.id(), List.of(replyId));
      return Optional.empty();
    }
  }

  /// A reply by its id, empty when it has gone or cannot be read.
  public Optional<Reply> reply(String replyId) throws IOException {
    return turnstile.pass(
        () -> {
          for (int number = 0; !deleted && number < stored.turns().size(); number++) {
            if (stored.turns().get(number).replies().contains(replyId)) {
              return readReply(number, replyId);
            }
          }
          return Optional.empty();
        });
  }

  /// Changes title or settings.
  public Conversation alter(UnaryOperator<StoredConversation> change) throws IOException {
    return turnstile.pass(
        () -> {
          requireThere();
          change(change.apply(stored));
          return read();
        });
  }

  /// Asks a question after the first so many turns, in place of those that follow.
  ///
  /// @param kept turns that stay, the number of turns there are for the next question
  public PendingReply ask(
      int kept, String question, ConversationSettings turn, Assistant assistant, ReplyListener ear)
      throws IOException {
    return turnstile.pass(
        () -> {
          requireReady();
          if (kept > stored.turns().size()) {
            throw noSuchTurn(kept);
          }
          StoredConversation begun = stored.continued(kept, StoredTurn.of(question, Instant.now()));
          return begin(begun, kept, turn, assistant, ear);
        });
  }

  /// Asks the next question.
  public PendingReply ask(
      String question, ConversationSettings turn, Assistant assistant, ReplyListener ear, int most)
      throws IOException {
    return turnstile.pass(
        () -> {
          if (stored.turns().size() >= most) {
            throw new ConversationException(
                Reason.INVALID,
                "This conversation has " + most + " turns, which is the limit: begin a new one.");
          }
          return ask(stored.turns().size(), question, turn, assistant, ear);
        });
  }

  /// Answers a turn once more.
  public PendingReply again(
      int number, ConversationSettings turn, Assistant assistant, ReplyListener ear)
      throws IOException {
    return turnstile.pass(
        () -> {
          requireReady();
          requireTurn(number);
          return begin(stored, number, turn, assistant, ear);
        });
  }

  /// Refuses the number of a turn that is not there.
  public void requireTurn(int number) {
    turnstile.pass(
        () -> {
          if (number < 0 || number >= stored.turns().size()) {
            throw noSuchTurn(number);
          }
          return number;
        });
  }

  private ConversationException noSuchTurn(int number) {
    return new ConversationException(
        Reason.NOT_FOUND,
        "There is no turn "
            + number
            + " in this conversation: it has "
            + stored.turns().size()
            + ", counted from 0.");
  }

  private PendingReply begin(
      StoredConversation begun,
      int number,
      ConversationSettings turn,
      Assistant assistant,
      ReplyListener ear)
      throws IOException {
    StoredConversation before = stored;
    RunningReply reply =
        new RunningReply(assistant.ask(TurnChoices.inquiry(begun, number, turn), ear));
    try {
      if (begun != before) {
        change(begun);
      }
    } catch (IOException e) {
      reply.cancel();
      throw e;
    }
    running = reply;
    Thread.ofVirtual()
        .name("conversation-" + stored.id())
        .start(() -> new Settling(this, shelf, before, number).settle(reply));
    return reply;
  }

  /// Ends the reply at work, if any.
  public void stop() {
    turnstile.pass(
        () -> {
          if (running != null) {
            running.cancel();
          }
          return null;
        });
  }

  /// Ends the reply at work and waits for it to be on disk.
  ///
  /// @return whether it is
  public boolean close(long millis) throws InterruptedException {
    RunningReply last = turnstile.pass(() -> running);
    if (last == null) {
      return true;
    }
    last.cancel();
    return last.awaitEnd(millis);
  }

  /// @return false when it was deleted before
  public boolean delete() throws IOException {
    return turnstile.pass(
        () -> {
          if (deleted) {
            return false;
          }
          stop();
          shelf.files().delete(stored.id());
          deleted = true;
          shelf.forget(stored.replies().toList());
          return true;
        });
  }

  /// Makes a change unless the conversation has gone meanwhile.
  StoredConversation settle(Change change) throws IOException {
    return turnstile.pass(
        () -> {
          requireThere();
          change(change.apply(stored));
          return stored;
        });
  }

  /// The reply at work is over.
  void idle() {
    turnstile.pass(() -> running = null);
  }

  private void change(StoredConversation next) throws IOException {
    shelf.files().write(next);
    stored = next;
  }

  private void requireReady() {
    requireThere();
    if (running != null) {
      throw new ConversationException(
          Reason.BUSY, "A reply of this conversation is being made: wait for it or stop it.");
    }
  }

  private void requireThere() {
    if (deleted) {
      throw new ConversationException(
          Reason.NOT_FOUND, "The conversation was deleted: begin a new one.");
    }
  }

  /// Turns what is kept into what shall be kept.
  @FunctionalInterface
  interface Change {
    StoredConversation apply(StoredConversation stored) throws IOException;
  }
}
