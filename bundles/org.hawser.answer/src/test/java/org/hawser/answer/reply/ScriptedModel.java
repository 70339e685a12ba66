package org.hawser.answer.reply;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.GenerationStatistics;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.Perplexity;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.text.GenerationTokenizer;

/// Writes what a script says to a prompt, word by word. A token is a word.
final class ScriptedModel implements LanguageModel {
  /// A word that makes it wait.
  static final String UNTIL_CANCELLED = "...";

  final List<String> prompts = new CopyOnWriteArrayList<>();
  final List<AnswerFormat> formats = new CopyOnWriteArrayList<>();
  private final int window;
  private final Function<String, String> script;
  private final Function<String, RuntimeException> interruption;

  /// @param script what it writes to a prompt
  /// @param interruption thrown behind a word, null to go on
  ScriptedModel(
      int window,
      Function<String, String> script,
      Function<String, RuntimeException> interruption) {
    this.window = window;
    this.script = script;
    this.interruption = interruption;
  }

  @Override
  public ModelDescription description() {
    return new ModelDescription(
        "script", "llama", 1, "F32", "f32", window, 10, "none", "mit", true);
  }

  @Override
  public int[] tokens(Prompt prompt) {
    return new int[words(text(prompt)).size()];
  }

  private static String text(Prompt prompt) {
    return ((Prompt.Chat) prompt)
        .messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).toList();
  }

  @Override
  public Generation generate(GenerationRequest request, GenerationListener listener) {
    Run run = new Run(request, listener);
    Thread.ofVirtual().start(run);
    return run;
  }

  private final class Run implements Generation, Runnable {
    private final GenerationRequest request;
    private final GenerationListener listener;
    private final CompletableFuture<GenerationResult> done = new CompletableFuture<>();
    private volatile boolean cancelled;

    Run(GenerationRequest request, GenerationListener listener) {
      this.request = request;
      this.listener = listener;
    }

    @Override
    public void run() {
      try {
        done.complete(write());
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    }

    private GenerationResult write() {
      String prompt = text(request.prompt());
      prompts.add(prompt);
      formats.add(request.format());
      int tokens = words(prompt).size();
      listener.on(new GenerationEvent.PromptRead(tokens, tokens));
      List<String> written = new ArrayList<>();
      for (String word : words(script.apply(prompt))) {
        if (cancelled || written.size() == request.maxTokens()) {
          break;
        }
        if (word.equals(UNTIL_CANCELLED)) {
          waitUntilCancelled();
          break;
        }
        written.add(word);
        hand(" " + word);
        RuntimeException thrown = interruption.apply(word);
        if (thrown != null) {
          throw thrown;
        }
      }
      FinishReason reason = cancelled ? FinishReason.CANCELLED : FinishReason.STOP;
      return new GenerationResult(
          " " + String.join(" ", written),
          new int[written.size()],
          reason,
          new GenerationStatistics(
              tokens, 0, written.size(), 0, 0, 1, .1, .1, .1, OptionalDouble.of(2)),
          ContextUse.OWN);
    }

    private void waitUntilCancelled() {
      while (!cancelled) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    private void hand(String text) {
      for (int i = 0; i < text.length(); i++) {
        listener.on(new GenerationEvent.TextPiece(text.substring(i, i + 1)));
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public GenerationResult result() throws InterruptedException {
      try {
        return done.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IllegalStateException state
            ? state
            : new IllegalStateException("The model failed: ask again.", e.getCause());
      }
    }
  }

  @Override
  public GenerationTokenizer tokenizer() {
    return new WordTokenizer();
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
}
