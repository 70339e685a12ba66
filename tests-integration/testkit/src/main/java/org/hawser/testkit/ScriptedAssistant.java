package org.hawser.testkit;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.Making;
import org.hawser.api.assistant.OverloadedException;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.assistant.Written;

/// An assistant whose questions say what shall become of them: `refused` cannot be understood,
/// `crowded` finds no room, `failing` fails in mid-answer, `endless` is written until somebody
/// cancels it. Every other question is answered with `Answer to QUESTION.`
public final class ScriptedAssistant implements Assistant {
  private final List<Inquiry> inquiries = new CopyOnWriteArrayList<>();
  private final Extracting extracting;

  /// Open when a reply was cancelled.
  public final CountDownLatch cancelled = new CountDownLatch(1);

  /// Picks the extract of a question.
  @FunctionalInterface
  public interface Extracting {
    Answer extract(Question question) throws IOException;
  }

  public ScriptedAssistant(Extracting extracting) {
    this.extracting = extracting;
  }

  /// All inquiries so far, oldest first.
  public List<Inquiry> inquiries() {
    return inquiries;
  }

  @Override
  public PendingReply ask(Inquiry inquiry, ReplyListener listener) {
    String question = inquiry.question().text();
    if (question.contains("refused")) {
      throw new IllegalArgumentException("There is no such strategy: choose another one.");
    }
    if (question.contains("crowded")) {
      throw new OverloadedException(7, "Seven replies are being made: ask again in a moment.");
    }
    inquiries.add(inquiry);
    Run run = new Run(inquiry, listener);
    Thread.ofVirtual().start(run);
    return run;
  }

  private final class Run implements PendingReply, Runnable {
    private final String id = UUID.randomUUID().toString();
    private final Inquiry inquiry;
    private final ReplyListener listener;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile boolean stopped;

    Run(Inquiry inquiry, ReplyListener listener) {
      this.inquiry = inquiry;
      this.listener = listener;
    }

    @Override
    public void run() {
      try {
        reply.complete(made());
      } catch (IOException | RuntimeException e) {
        reply.completeExceptionally(e);
      }
    }

    private Reply made() throws IOException {
      String question = inquiry.question().text();
      String standalone = inquiry.history().isEmpty() ? question : question + " (completed)";
      if (!inquiry.history().isEmpty()) {
        listener.heard(new ReplyEvent.Rewritten(standalone));
      }
      Answer extract = extracting.extract(inquiry.question());
      listener.heard(new ReplyEvent.Extracted(extract));
      boolean writing = inquiry.choices().mode() != Choices.Mode.EXTRACTIVE;
      Optional<Written> written =
          writing ? Optional.of(write(question, extract)) : Optional.empty();
      return new Reply(
          id,
          Instant.now(),
          question,
          standalone,
          extract,
          written,
          written.map(_ -> making()),
          List.of("Scripted."));
    }

    private Written write(String question, Answer extract) {
      listener.heard(new ReplyEvent.Queued(1));
      listener.heard(new ReplyEvent.Sources("stuff", extract.citations()));
      listener.heard(new ReplyEvent.Reading("", 10, 10));
      StringBuilder text = new StringBuilder();
      say("Answer to ", text);
      while (question.contains("endless") && !stopped) {
        say("and on ", text);
      }
      if (question.contains("failing")) {
        throw new IllegalStateException("The model was unloaded: ask again.");
      }
      say(question + ".", text);
      return new Written(
          text.toString(),
          List.of(
              new Written.Sentence(
                  0,
                  text.length(),
                  List.of(),
                  List.of(),
                  Written.Support.WEAK,
                  0.5,
                  "It cites nothing.")),
          extract.citations(),
          true,
          "",
          !stopped);
    }

    private void say(String piece, StringBuilder text) {
      text.append(piece);
      listener.heard(new ReplyEvent.Text(piece));
    }

    private Making making() {
      return new Making(
          new Making.Model("scripted", "scripted.gguf", "00", "f32", 512),
          new Making.Context(
              inquiry.choices().contextStrategy(),
              "none",
              "default",
              512,
              "",
              Optional.of(new Making.Swap("yarn:factor=2", "reprefill", true, 3, 0, 1.5, "Asked.")),
              0),
          "stuff",
          "All sources fit.",
          List.of(new Making.Call("", List.of(), 10, 4, 2, 0.1, 100, 10)),
          List.of(new Making.LeftOut("turn 1 of the conversation", 5, "It did not fit.")),
          OptionalDouble.of(2.5),
          Map.of("write", 1_000L),
          1_024);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void cancel() {
      if (!reply.isDone()) {
        stopped = true;
        cancelled.countDown();
      }
    }

    @Override
    public Reply result() throws IOException, InterruptedException {
      try {
        return reply.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          default -> throw new AssertionError(e);
        }
      }
    }
  }
}
