package org.hawser.answer.write;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hawser.answer.source.Source;
import org.hawser.api.answer.Citation;
import org.hawser.api.assistant.Making.LeftOut;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptSource;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;

/// Runs the model for one question and tells the reader of it. Used by one thread.
public final class AnswerModel implements PromptModel {
  private final AskedModel model;
  private final AnswerTask task;
  private final Wishes wishes;
  private final String strategy;
  private final Consumer<ReplyEvent> events;
  private final Cancellation cancellation;
  private final WritingLog log;

  /// @param strategy name of the prompt strategy
  public AnswerModel(
      AskedModel model,
      AnswerTask task,
      Wishes wishes,
      String strategy,
      Consumer<ReplyEvent> events,
      Cancellation cancellation,
      WritingLog log) {
    this.model = model;
    this.task = task;
    this.wishes = wishes;
    this.strategy = strategy;
    this.events = events;
    this.cancellation = cancellation;
    this.log = log;
  }

  @Override
  public String write(PromptCall call) throws InterruptedException {
    if (log.answered()) {
      throw new IllegalStateException("It wrote a second answer");
    }
    cancellation.check();
    int prompt = model.tokens(call.messages());
    if (prompt + call.maxTokens() > task.window()) {
      throw new PromptRefusedException(tooLong(prompt, call.maxTokens()));
    }
    tellSources(call);
    return run(call);
  }

  private String tooLong(int prompt, int answer) {
    return "The prompt has "
        + prompt
        + " tokens and its answer may have "
        + answer
        + ", but the model reads "
        + task.window()
        + " together: shorten the question, or ask with a context strategy or another prompt"
        + " strategy.";
  }

  private void tellSources(PromptCall call) {
    List<Source> sources =
        call.sources().stream()
            .map(PromptSource::number)
            .map(task::source)
            .flatMap(Optional::stream)
            .toList();
    if (log.give(sources)) {
      List<Citation> citations = log.given().stream().map(Source::citation).toList();
      events.accept(new ReplyEvent.Sources(strategy, citations));
    }
  }

  private String run(PromptCall call) throws InterruptedException {
    Set<Integer> numbers =
        call.sources().stream().map(PromptSource::number).collect(Collectors.toSet());
    CitationFilter filter = new CitationFilter(numbers);
    StringBuilder text = new StringBuilder();
    Consumer<String> pieces =
        piece -> {
          text.append(piece);
          if (call.last() && !piece.isEmpty()) {
            log.write(piece);
            events.accept(new ReplyEvent.Text(piece));
          }
        };
    GenerationResult result = generate(call, numbers, listener(call, filter, pieces));
    pieces.accept(filter.finish());
    if (call.last()) {
      log.removed(filter.removed());
    }
    log.ended(call, result);
    if (result.finishReason() == FinishReason.CANCELLED) {
      throw new InterruptedException();
    }
    return text.toString();
  }

  private GenerationListener listener(
      PromptCall call, CitationFilter filter, Consumer<String> pieces) {
    return event -> {
      switch (event) {
        case GenerationEvent.PromptRead(int done, int total) ->
            events.accept(new ReplyEvent.Reading(call.step(), done, total));
        case GenerationEvent.TextPiece(String piece) -> pieces.accept(filter.append(piece));
        case GenerationEvent.TokenChosen _ -> {}
      }
    };
  }

  private GenerationResult generate(
      PromptCall call, Set<Integer> numbers, GenerationListener listener)
      throws InterruptedException {
    GenerationRequest request =
        wishes
            .request(model, call.messages(), call.maxTokens())
            .withFormat(new AnswerFormat.Citing(numbers))
            .withLogprobs(call.last() ? 0 : GenerationRequest.NO_LOGPROBS);
    Generation generation = model.model().generate(request, listener);
    return cancellation.during(generation::cancel, generation::result);
  }

  @Override
  public void leaveOut(String what, int tokens, String why) {
    log.leaveOut(new LeftOut(what, tokens, why));
  }
}
