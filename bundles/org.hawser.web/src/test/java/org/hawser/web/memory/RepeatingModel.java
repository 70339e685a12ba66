package org.hawser.web.memory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategySwap;
import org.hawser.inference.api.context.Swap;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.GenerationStatistics;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.Perplexity;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.text.GenerationTokenizer;

/** Says the words of its prompt again and again. Refuses the prompt `no`, fails at `fail`. */
public final class RepeatingModel implements LanguageModel {
  /** Open when an answer was cancelled. */
  public final CountDownLatch cancelled = new CountDownLatch(1);

  /** Open when a lease was given back. */
  public final CountDownLatch released = new CountDownLatch(1);

  /** What was asked for last. */
  public volatile GenerationRequest asked;

  void released() {
    released.countDown();
  }

  @Override
  public ModelDescription description() {
    return new ModelDescription("repeat", "parrot", 1, "F32", "f32", 1000, 10, "none", "mit", true);
  }

  @Override
  public int[] tokens(Prompt prompt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Generation generate(GenerationRequest request, GenerationListener listener) {
    asked = request;
    Run run = new Run(request, listener);
    Thread.ofVirtual().start(run);
    return run;
  }

  @Override
  public GenerationTokenizer tokenizer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelContext context() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AttentionPlan plan(int horizon) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GenerationSession openSession(int horizon) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GenerationSession openSession(Path file, int horizon) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Perplexity perplexity(String text, int window, int stride) {
    throw new UnsupportedOperationException();
  }

  private final class Run implements Generation, Runnable {
    private final GenerationRequest request;
    private final GenerationListener listener;
    private final CompletableFuture<GenerationResult> done = new CompletableFuture<>();
    private volatile boolean stopped;

    private Run(GenerationRequest request, GenerationListener listener) {
      this.request = request;
      this.listener = listener;
    }

    private List<String> words() {
      String text =
          switch (request.prompt()) {
            case Prompt.Text given -> given.text();
            case Prompt.Chat chat -> chat.messages().getLast().content();
            case Prompt.Tokens _ -> throw new UnsupportedOperationException();
          };
      return List.of(text.split(" "));
    }

    @Override
    public void run() {
      try {
        done.complete(answer());
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    }

    private GenerationResult answer() {
      List<String> words = words();
      if (words.equals(List.of("no"))) {
        throw GenerationRefusedException.unsuitable("The model does not like this: ask nicely.");
      }
      listener.on(new GenerationEvent.PromptRead(words.size(), words.size()));
      StringBuilder text = new StringBuilder();
      int said = 0;
      while (said < request.maxTokens() && !stopped) {
        String word = words.get(said % words.size()) + " ";
        listener.on(new GenerationEvent.TokenChosen(said, Optional.empty(), List.of()));
        listener.on(new GenerationEvent.TextPiece(word));
        if (word.startsWith("fail")) {
          throw new IllegalStateException("The model was unloaded: ask again.");
        }
        text.append(word);
        said++;
      }
      FinishReason reason = stopped ? FinishReason.CANCELLED : FinishReason.LENGTH;
      return new GenerationResult(
          text.toString(),
          new int[said],
          reason,
          new GenerationStatistics(
              words.size(), 0, said, 0, 0, said, 0.1, 0.1, 0.1, OptionalDouble.empty()),
          use(request.context()));
    }

    /// Under a strategy of the request's own, as if it had changed.
    private static ContextUse use(ContextRequest asked) {
      if (asked.strategy().isEmpty()) {
        return ContextUse.OWN;
      }
      Swap swap = asked.swap();
      SwapReport report =
          new SwapReport(swap.mode(), false, swap.tail(), 7, 2_500_000, "As asked.");
      return new ContextUse(
          asked.strategy(),
          StrategyChoice.Source.REQUEST,
          "Asked for " + asked.collection() + ".",
          false,
          7,
          0,
          Optional.of(new StrategySwap("none", asked.strategy(), report)));
    }

    @Override
    public void cancel() {
      stopped = true;
      if (!done.isDone()) {
        cancelled.countDown();
      }
    }

    @Override
    public GenerationResult result() throws InterruptedException {
      try {
        return done.get();
      } catch (ExecutionException e) {
        throw (RuntimeException) e.getCause();
      }
    }
  }
}
