package org.hawser.inference.core.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.chat.ChatTemplate;
import org.hawser.inference.core.grammar.Formats;
import org.hawser.inference.core.sampling.LogitBias;
import org.hawser.inference.core.sampling.StopStrings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the answers of one model, several side by side. Safe from any thread.
public final class Generator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Generator.class);

  private final GenerationTokenizer tokenizer;
  private final List<String> spelledEnds;
  private final List<String> spelledMarkers;
  private final int vocabularySize;
  private final AnswerContexts contexts;
  private final PromptReader prompts;
  private final Formats formats;
  private final GenerationLimits limits;
  private final Turns turns;
  private final IdleSessions idle;
  private final SessionOpenings openings;
  private final Set<AnswerRun> runs = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder cachedTokens = new LongAdder();
  private boolean closed;

  /// @param template the model's chat template, if it has one
  /// @param vocabularySize length of a row of logits
  public Generator(
      GenerationTokenizer tokenizer,
      Optional<ChatTemplate> template,
      int vocabularySize,
      AnswerContexts contexts,
      SessionSource source,
      GenerationLimits limits) {
    this.tokenizer = tokenizer;
    // A model that was taught to converse spells a marker only to speak of it.
    this.spelledEnds = template.isEmpty() ? SpelledMarkers.of(tokenizer, true) : List.of();
    this.spelledMarkers = template.isEmpty() ? SpelledMarkers.of(tokenizer, false) : List.of();
    this.vocabularySize = vocabularySize;
    this.contexts = contexts;
    this.prompts = new PromptReader(tokenizer, template, vocabularySize);
    this.formats = new Formats(tokenizer, vocabularySize);
    this.limits = limits;
    this.turns = new Turns(limits);
    this.idle = new IdleSessions(limits.keptTokens());
    this.openings = new SessionOpenings(idle, source);
  }

  /// As [org.hawser.inference.api.model.LanguageModel#tokens].
  public int[] tokens(Prompt prompt) {
    return prompts.read(prompt);
  }

  /// As [org.hawser.inference.api.model.LanguageModel#generate].
  public Generation generate(GenerationRequest request, GenerationListener listener) {
    AnswerRun run = new AnswerRun(turns::wake);
    synchronized (this) {
      if (closed) {
        run.fail(new IllegalStateException("The model is being unloaded: load it again."));
        return run;
      }
      try {
        Object place = turns.enter();
        runs.add(run);
        threads.removeIf(thread -> !thread.isAlive());
        threads.add(
            Thread.ofVirtual()
                .name("hawser-answer")
                .start(() -> runInTurn(run, place, request, listener)));
      } catch (GenerationRefusedException e) {
        run.fail(e);
      }
    }
    return run;
  }

  private void runInTurn(
      AnswerRun run, Object place, GenerationRequest request, GenerationListener listener) {
    Stopwatch watch = new Stopwatch();
    try {
      if (!turns.await(place, run::isCancelled)) {
        run.complete(nothing(watch));
        return;
      }
      try {
        run.complete(answer(run, request, listener, watch));
      } finally {
        turns.leave();
      }
    } catch (InterruptedException e) {
      run.fail(new IllegalStateException("The answer was interrupted: ask again.", e));
    } catch (RuntimeException | Error e) {
      run.fail(e);
    } finally {
      runs.remove(run);
    }
  }

  private static GenerationResult nothing(Stopwatch watch) {
    return new GenerationResult(
        "",
        new int[0],
        FinishReason.CANCELLED,
        watch.statistics(0, OptionalDouble.empty()),
        ContextUse.OWN);
  }

  private GenerationResult answer(
      AnswerRun run, GenerationRequest request, GenerationListener listener, Stopwatch watch) {
    int[] prompt = prompts.read(request.prompt());
    int maxTokens = Math.min(request.maxTokens(), room(request.context(), prompt));
    TokenChoice choice =
        new TokenChoice(
            request,
            new LogitBias(request.logitBias(), vocabularySize),
            formats.start(request.format(), maxTokens));
    AnswerContext context =
        refusing(prompt, () -> contexts.plan(request.context(), prompt.length + maxTokens));
    GenerationListener guarded = guarded(listener);
    AnswerText text =
        new AnswerText(
            tokenizer.detokenizer(),
            new SpelledMarkers(removed(request)),
            new StopStrings(stops(request)),
            piece -> guarded.on(new GenerationEvent.TextPiece(piece)));
    AnswerLoop loop =
        new AnswerLoop(
            request,
            context,
            maxTokens,
            limits.draftTokens(),
            tokenizer.endTokenIds(),
            choice,
            text,
            guarded,
            run::isCancelled,
            turns::running,
            watch);
    OpenedSession opened;
    try {
      opened = openings.open(prompt, context, request.context().swap(), run::use);
    } catch (CancellationException _) {
      return nothing(watch);
    }
    return onSession(run, loop, prompt, opened, context.expression());
  }

  private List<String> stops(GenerationRequest request) {
    List<String> asked = request.sampling().stopStrings();
    return isProse(request) ? Stream.concat(asked.stream(), spelledEnds.stream()).toList() : asked;
  }

  private List<String> removed(GenerationRequest request) {
    return isProse(request)
        ? SpelledMarkers.without(spelledMarkers, request.sampling().stopStrings())
        : List.of();
  }

  /// JSON and choices are whole as they are: a marker in them is a value.
  private static boolean isProse(GenerationRequest request) {
    return request.format() instanceof AnswerFormat.Free
        || request.format() instanceof AnswerFormat.Citing;
  }

  /// Tokens an answer has room for behind a prompt.
  private int room(ContextRequest context, int[] prompt) {
    int reach = refusing(prompt, () -> contexts.reach(context));
    if (prompt.length >= reach) {
      String substitute = refusing(prompt, () -> contexts.plan(context, 1)).notice();
      throw GenerationRefusedException.unsuitable(
          (substitute.isEmpty() ? "" : substitute + " ")
              + "The prompt has "
              + prompt.length
              + " tokens and at most "
              + (reach - 1)
              + " fit: shorten it, or use a context strategy or model that reaches further.");
    }
    return reach - prompt.length;
  }

  /// A conversation whose next strategies are refused stays as it is, and says so.
  private <T> T refusing(int[] prompt, Supplier<T> work) {
    try {
      return work.get();
    } catch (StrategyRefusedException e) {
      String before = idle.strategyOf(prompt);
      throw GenerationRefusedException.unsuitable(
          before.isEmpty()
              ? e.getMessage()
              : e.getMessage() + " What was read before stays under " + before + ".");
    }
  }

  private GenerationResult onSession(
      AnswerRun run, AnswerLoop loop, int[] prompt, OpenedSession opened, String strategy) {
    GenerationSession session = opened.session();
    boolean whole = false;
    try {
      run.use(session);
      GenerationResult result = loop.run(opened, prompt);
      run.use(null);
      whole = !run.isCancelled();
      promptTokens.add(result.statistics().promptTokens());
      cachedTokens.add(result.statistics().cachedTokens());
      result.context().swap().ifPresent(swap -> LOG.info("{}", swap.sentence()));
      return result;
    } finally {
      run.use(null);
      if (whole) {
        idle.giveBack(session, strategy);
      } else {
        session.close();
      }
    }
  }

  private static GenerationListener guarded(GenerationListener listener) {
    return event -> {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "The answer ended because its listener failed (" + e + "): ask again.", e);
      }
    };
  }

  /// How much of the prompts so far was found computed.
  public PrefixUse prefixes() {
    return new PrefixUse(promptTokens.sum(), cachedTokens.sum(), idle.tokens());
  }

  /// Cancels all answers, waits until they have ended and closes the sessions kept.
  @Override
  public void close() {
    List<Thread> last;
    synchronized (this) {
      closed = true;
      last = List.copyOf(threads);
    }
    runs.forEach(AnswerRun::cancel);
    boolean interrupted = false;
    for (Thread thread : last) {
      interrupted |= !joined(thread);
    }
    idle.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean joined(Thread thread) {
    boolean calm = true;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        calm = false;
      }
    }
    return calm;
  }
}
