package org.hawser.web.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.conversation.Conversations;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.services.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How answers begin. */
public final class Beginnings {
  private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

  private Beginnings() {}

  /** Begins a reply. */
  @FunctionalInterface
  public interface Asking {
    PendingReply ask(ReplyListener listener) throws IOException;
  }

  /** Sees to a reply before its client gets it. */
  @FunctionalInterface
  public interface Keeping {
    Reply keep(Reply reply);
  }

  /** Replies can be found by their id where conversations are kept. */
  public static Keeping keeping(Services services) {
    return reply -> {
      Optional<Conversations> conversations = services.conversations();
      return conversations.isPresent() ? kept(conversations.get(), reply) : reply;
    };
  }

  /** An answer is not lost because it cannot be kept. */
  private static Reply kept(Conversations conversations, Reply reply) {
    try {
      conversations.keep(reply);
      return reply;
    } catch (IOException e) {
      LOG.warn("Reply {} could not be kept: {}", reply.id(), e.toString());
      List<String> notes = new ArrayList<>(reply.notes());
      notes.add("This reply could not be kept and will not be found by its id: see the log.");
      return new Reply(
          reply.id(),
          reply.created(),
          reply.question(),
          reply.standaloneQuestion(),
          reply.extract(),
          reply.written(),
          reply.making(),
          notes);
    }
  }

  /** Begins an answer of a model. */
  public static Underway<GenerationEvent, GenerationResult> generation(
      LanguageModel model, GenerationRequest request) throws IOException {
    return new Underway<>(
        ear -> {
          Generation generation = model.generate(request, ear::accept);
          return new Underway.Making<>() {
            @Override
            public GenerationResult result() throws InterruptedException {
              return generation.result();
            }

            @Override
            public void cancel() {
              generation.cancel();
            }
          };
        });
  }

  /** Begins a reply of the assistant. */
  public static Underway<ReplyEvent, Reply> reply(Asking asking, Keeping keeping)
      throws IOException {
    return new Underway<>(
        ear -> {
          PendingReply pending = ask(asking, ear::accept);
          return new Underway.Making<>() {
            @Override
            public Reply result() throws IOException, InterruptedException {
              return keeping.keep(pending.result());
            }

            @Override
            public void cancel() {
              pending.cancel();
            }
          };
        });
  }

  private static PendingReply ask(Asking asking, ReplyListener listener) throws IOException {
    try {
      return asking.ask(listener);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }
}
