package org.hawser.benchmarks.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.Prompt;

/// Tokens per second of one model. Tokens are drawn at random, as weights may be.
final class Speed {
  private static final long SEED = 20261124;
  private static final double NANOS = 1e9;

  private final LanguageModel model;

  Speed(LanguageModel model) {
    this.model = model;
  }

  private int[] tokens(int count, long seed) {
    int vocabulary = model.description().vocabularySize();
    return new SplittableRandom(seed).ints(count, vocabulary / 2, vocabulary).toArray();
  }

  /// Reading a prompt into an empty sequence.
  double prefill(int tokens) {
    int[] prompt = tokens(tokens, SEED);
    try (GenerationSession session = model.openSession(tokens)) {
      long start = System.nanoTime();
      session.append(prompt);
      return tokens * NANOS / (System.nanoTime() - start);
    }
  }

  /// A sequence that already has some tokens.
  ///
  /// @param context how many
  /// @param more how many it will get at most
  GenerationSession sequence(int context, int more) {
    GenerationSession session = model.openSession(context + more);
    if (context > 0) {
      session.append(tokens(context, SEED + 1));
    }
    return session;
  }

  /// One token after the other in one sequence, which then is as long as before.
  double decode(GenerationSession session, int tokens) {
    int context = session.position();
    int[] ids = tokens(tokens, SEED + 2);
    long start = System.nanoTime();
    for (int id : ids) {
      session.append(id);
    }
    double speed = tokens * NANOS / (System.nanoTime() - start);
    session.truncate(context);
    return speed;
  }

  /// Several greedy answers at once, all of them together, from the first token of the last to
  /// begin to the end of the first to end; sampling and text included.
  double streams(int streams, int context, int tokens) throws InterruptedException {
    Map<Integer, Float> endless =
        model.tokenizer().endTokenIds().stream()
            .collect(Collectors.toMap(id -> id, _ -> GenerationRequest.FORBIDDEN));
    List<Clock> clocks = new ArrayList<>();
    List<Generation> running = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      GenerationRequest request =
          GenerationRequest.of(new Prompt.Tokens(tokens(Math.max(1, context), SEED + 3 + i)))
              .withMaxTokens(tokens)
              .withLogitBias(endless)
              .withPromptLookup(false);
      Clock clock = new Clock();
      clocks.add(clock);
      running.add(model.generate(request, clock));
    }
    for (Generation generation : running) {
      generation.result();
    }
    long from = clocks.stream().mapToLong(Clock::first).max().orElseThrow();
    long to = clocks.stream().mapToLong(Clock::last).min().orElseThrow();
    long within = clocks.stream().mapToLong(clock -> clock.between(from, to)).sum();
    return within * NANOS / (to - from);
  }
}
