package org.hawser.benchmarks.models;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;

/// A sequence of random tokens that grows, and what going on with it takes under other plans.
/// Cells hold keys as they are before rotation, so a plan that takes over finds what it needs
/// without computing it anew: only values differ from a fresh run, not the work.
final class FilledSession implements AutoCloseable {
  private static final long SEED = 20261129;
  private static final double NANOS = 1e9;

  private final GenerationSession session;
  private final int[] ids;

  /// @param plan how the sequence itself is read
  FilledSession(LanguageModel model, AttentionPlan plan) {
    int vocabulary = model.description().vocabularySize();
    ids = new SplittableRandom(SEED).ints(plan.rows(), vocabulary / 2, vocabulary).toArray();
    session = model.openSession(plan.rows());
    session.setPlan(plan, SwapMode.KEEP, 0);
  }

  /// Reads on until it has so many tokens.
  void fillTo(int tokens) {
    int held = session.position();
    if (tokens > held) {
      session.append(Arrays.copyOfRange(ids, held, tokens));
    }
  }

  /// Reads tokens one after the other behind what is there, under two plans in turns:
  /// whatever else the machine does meets both alike.
  ///
  /// @param one takes the seconds of each token under the first plan
  /// @param other takes those under the second
  void decodeInTurns(
      AttentionPlan first, AttentionPlan second, int tokens, List<Double> one, List<Double> other) {
    try (GenerationSession a = fork(first);
        GenerationSession b = fork(second)) {
      int at = session.position();
      for (int i = 0; i <= tokens; i++) {
        double secondsOfOne = seconds(a, ids[at + i]);
        double secondsOfOther = seconds(b, ids[at + i]);
        // The first token makes what later ones find made.
        if (i > 0) {
          one.add(secondsOfOne);
          other.add(secondsOfOther);
        }
      }
    }
  }

  /// Reads tokens one after the other behind what is there.
  ///
  /// @param times takes the seconds of each
  void decode(AttentionPlan plan, int tokens, List<Double> times) {
    try (GenerationSession fork = fork(plan)) {
      int at = session.position();
      fork.append(ids[at]);
      for (int i = 1; i <= tokens; i++) {
        times.add(seconds(fork, ids[at + i]));
      }
    }
  }

  private static double seconds(GenerationSession session, int id) {
    long began = System.nanoTime();
    session.append(id);
    return (System.nanoTime() - began) / NANOS;
  }

  /// Seconds a token takes, many at once, behind what is there.
  double prefill(AttentionPlan plan, int tokens) {
    try (GenerationSession fork = fork(plan)) {
      int at = session.position();
      long began = System.nanoTime();
      fork.append(Arrays.copyOfRange(ids, at, at + tokens));
      return (System.nanoTime() - began) / NANOS / tokens;
    }
  }

  private GenerationSession fork(AttentionPlan plan) {
    GenerationSession fork = session.fork();
    try {
      fork.setPlan(plan, SwapMode.KEEP, 0);
      return fork;
    } catch (RuntimeException e) {
      fork.close();
      throw e;
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
