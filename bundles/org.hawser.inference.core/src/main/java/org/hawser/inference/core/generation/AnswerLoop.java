package org.hawser.inference.core.generation;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationEvent.TokenChosen;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;

/// Makes one answer on one session: reads the prompt, then chooses token by token, checking
/// guesses
/// of several tokens in one step. Used by one thread.
final class AnswerLoop {
  /// Tokens of a prompt between two reports of progress.
  private static final int PROMPT_CHUNK = 512;

  private final GenerationRequest request;
  private final AnswerContext context;
  private final int maxTokens;
  private final Set<Integer> ends;
  private final TokenChoice choice;
  private final AnswerText text;
  private final GenerationListener listener;
  private final BooleanSupplier cancelled;
  private final IntSupplier answers;
  private final Stopwatch watch;
  private final PromptLookup lookup;
  private int evicted;

  /// @param maxTokens tokens of the answer at most, which may be fewer than requested
  /// @param draftTokens tokens guessed at once at most
  /// @param ends tokens that end an answer
  /// @param answers how many answers are being made at the moment
  AnswerLoop(
      GenerationRequest request,
      AnswerContext context,
      int maxTokens,
      int draftTokens,
      Set<Integer> ends,
      TokenChoice choice,
      AnswerText text,
      GenerationListener listener,
      BooleanSupplier cancelled,
      IntSupplier answers,
      Stopwatch watch) {
    this.request = request;
    this.context = context;
    this.maxTokens = maxTokens;
    this.ends = ends;
    this.choice = choice;
    this.text = text;
    this.listener = listener;
    this.cancelled = cancelled;
    this.answers = answers;
    this.watch = watch;
    this.lookup = new PromptLookup(request.promptLookup() ? draftTokens : 0);
  }

  /// @param opened holds the beginning of the prompt, perhaps nothing; afterwards it holds the
  ///     prompt and the answer but for its last token, or less
  GenerationResult run(OpenedSession opened, int[] prompt) {
    GenerationSession session = opened.session();
    TokenSequence sequence = new TokenSequence(prompt);
    choice.seePrompt(prompt);
    FinishReason reason = reason(opened, prompt, sequence);
    text.finish();
    session.truncate(Math.min(session.position(), Math.max(prompt.length, sequence.size() - 1)));
    boolean measured = request.logprobs() != GenerationRequest.NO_LOGPROBS;
    OptionalDouble perplexity =
        measured && sequence.answerSize() > 0
            ? OptionalDouble.of(Math.exp(choice.negativeLogLikelihood() / sequence.answerSize()))
            : OptionalDouble.empty();
    return new GenerationResult(
        text.toString(),
        sequence.answer(),
        reason,
        watch.statistics(sequence.answerSize(), perplexity),
        use(opened));
  }

  private ContextUse use(OpenedSession opened) {
    return new ContextUse(
        context.name(),
        context.source(),
        context.notice(),
        opened.exact(),
        opened.session().tokensNoLongerVisible(),
        evicted,
        opened.swap());
  }

  private FinishReason reason(OpenedSession opened, int[] prompt, TokenSequence sequence) {
    try {
      float[] logits = read(opened, prompt);
      return answer(opened.session(), logits, sequence);
    } catch (CancellationException _) {
      return FinishReason.CANCELLED;
    }
  }

  private float[] read(OpenedSession opened, int[] prompt) {
    GenerationSession session = opened.session();
    watch.promptBegins(prompt.length, session.position());
    float[] logits = null;
    while (session.position() < prompt.length) {
      int from = session.position();
      int end = from < opened.again() ? opened.again() : prompt.length;
      int to = Math.min(end, from + PROMPT_CHUNK);
      logits = session.append(Arrays.copyOfRange(prompt, from, to));
      if (to == opened.again()) {
        opened.reached();
      }
      listener.on(new GenerationEvent.PromptRead(to, prompt.length));
    }
    evicted = context.evicts() ? session.evict() : 0;
    watch.promptRead();
    return logits;
  }

  private FinishReason answer(GenerationSession session, float[] logits, TokenSequence sequence) {
    float[][] rows = {logits};
    int[] draft = {};
    while (true) {
      int right = 0;
      for (float[] row : rows) {
        FinishReason reason = take(row, sequence);
        if (reason != null) {
          watch.drafts(draft.length, right);
          return reason;
        }
        if (right == draft.length || draft[right] != sequence.get(sequence.size() - 1)) {
          break;
        }
        right++;
      }
      watch.drafts(draft.length, right);
      lookup.report(draft.length, right);
      session.truncate(sequence.size() - 1);
      int room = maxTokens - sequence.answerSize() - 1;
      draft = lookup.draft(sequence, Math.min(room, PromptLookup.share(answers.getAsInt())));
      rows = step(session, sequence, draft);
    }
  }

  /// Appends the last token and those guessed behind it.
  private float[][] step(GenerationSession session, TokenSequence sequence, int[] draft) {
    watch.step();
    int last = sequence.get(sequence.size() - 1);
    if (draft.length == 0) {
      return new float[][] {session.append(last)};
    }
    int[] ids = new int[draft.length + 1];
    ids[0] = last;
    System.arraycopy(draft, 0, ids, 1, draft.length);
    return session.appendEach(ids);
  }

  /// Chooses one token and hands it on.
  ///
  /// @return why the answer ends with it, null when it goes on
  private FinishReason take(float[] logits, TokenSequence sequence) {
    if (cancelled.getAsBoolean()) {
      return FinishReason.CANCELLED;
    }
    Optional<TokenChosen> chosen = choice.next(logits);
    if (chosen.isEmpty()) {
      return FinishReason.STOP;
    }
    int id = chosen.get().id();
    sequence.add(id);
    watch.token();
    listener.on(chosen.get());
    boolean stopped = ends.contains(id) || text.append(id) || choice.isComplete();
    if (stopped) {
      return FinishReason.STOP;
    }
    return sequence.answerSize() == maxTokens ? FinishReason.LENGTH : null;
  }
}
