package org.hawser.conversation.turn;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.api.assistant.Reply;
import org.hawser.api.conversation.ConversationException;
import org.hawser.conversation.store.StoredConversation;
import org.hawser.conversation.store.StoredTurn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what became of a reply to disk, then tells those who wait for it.
///
/// @param before the conversation before the turn began
/// @param number of the turn
record Settling(Talk talk, Shelf shelf, StoredConversation before, int number) {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  void settle(RunningReply running) {
    Exception failure = null;
    Reply reply = null;
    try {
      reply = running.awaitPending();
      keep(reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = new IllegalStateException("The server is stopping: ask again later.", e);
    } catch (ConversationException gone) {
      failure = gone;
    } catch (IOException | RuntimeException e) {
      failure = e;
      note(e);
    }
    talk.idle();
    if (failure == null) {
      running.complete(reply);
    } else {
      running.fail(failure);
    }
  }

  private void keep(Reply reply) throws IOException {
    StoredConversation after =
        talk.settle(
            stored -> {
              shelf.files().write(stored.id(), reply);
              StoredTurn turn = stored.turns().get(number);
              return stored.withTurn(
                  number, turn.withReply(reply.id(), ReadAnswer.of(reply)), Instant.now());
            });
    shelf.place(talk, List.of(reply.id()));
    dropReplaced(after);
  }

  private void note(Exception failure) {
    try {
      String sentence = sentence(failure);
      dropReplaced(
          talk.settle(
              stored ->
                  stored.withTurn(
                      number, stored.turns().get(number).withFailure(sentence), Instant.now())));
    } catch (IOException | RuntimeException e) {
      LOG.warn("A failure in conversation {} could not be noted: {}", before.id(), e.toString());
    }
  }

  private static String sentence(Exception failure) {
    boolean told = failure instanceof IllegalStateException || failure instanceof IOException;
    if (told && failure.getMessage() != null) {
      return failure.getMessage();
    }
    LOG.error("A reply failed unexpectedly", failure);
    return "The reply failed unexpectedly: look into the server's log, and have it made again.";
  }

  /// Replies of turns an edit replaced.
  private void dropReplaced(StoredConversation after) throws IOException {
    Set<String> going = before.replies().collect(Collectors.toCollection(HashSet::new));
    after.replies().forEach(going::remove);
    shelf.remove(before.id(), List.copyOf(going));
  }
}
