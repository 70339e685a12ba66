package org.hawser.lab;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.model.GenerationSession;

/// Whether a model finds a key hidden in a long text under a strategy: five random digits, told
/// once, at depths spread evenly from the beginning to the end, and asked for at the end
/// (after Mohtashami and Jaggi, arXiv 2305.16300, with text instead of a repeated filler). Found
/// means that greedy decoding writes exactly the key and a full stop.
public final class PasskeyMeasure {
  /// Seed of keys and places in the text, the same for every strategy and length.
  static final int SEED = 3;

  private static final int LEAST_KEY = 10_000;
  private static final int END_OF_KEYS = 100_000;

  private final Subject subject;
  private final SampleText text;
  private final int samples;

  /// @param samples keys that are hidden, one a sequence
  public PasskeyMeasure(Subject subject, SampleText text, int samples) {
    this.subject = subject;
    this.text = text;
    this.samples = samples;
  }

  /// @param length tokens of text, key, question and answer together
  /// @return for each sample, the one hidden nearest to the beginning first, whether it was found
  /// @throws CancellationException when the calling thread is interrupted
  public boolean[] measure(String strategy, int length) {
    NumpyRandom random = new NumpyRandom(SEED);
    boolean[] found = new boolean[samples];
    for (int sample = 0; sample < samples; sample++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("Measuring was interrupted.");
      }
      int key = random.integer(LEAST_KEY, END_OF_KEYS);
      Task task = task(key, (sample + 0.5) / samples, length, random);
      found[sample] = finds(strategy, task);
    }
    return found;
  }

  private boolean finds(String strategy, Task task) {
    try (GenerationSession session =
        subject.open(strategy, task.prompt().length + task.answer().length)) {
      float[] logits = session.append(task.prompt());
      for (int i = 0; i < task.answer().length; i++) {
        if (mostProbable(logits) != task.answer()[i]) {
          return false;
        }
        if (i + 1 < task.answer().length) {
          logits = session.append(task.answer()[i]);
        }
      }
      return true;
    }
  }

  private Task task(int key, double depth, int length, NumpyRandom random) {
    int[] first = text.first();
    int[] needle =
        tokens(" The pass key is " + key + ". Remember it. " + key + " is the pass key.");
    int[] question = tokens(" What is the pass key? The pass key is");
    int[] answer = tokens(" " + key + ".");
    int room = length - first.length - needle.length - question.length - answer.length;
    requireRoom(room, length);
    int[] filler = text.range(random.integer(0, text.length() - room), room);
    int before = (int) (depth * room);
    int[] prompt =
        joined(
            first,
            Arrays.copyOf(filler, before),
            needle,
            Arrays.copyOfRange(filler, before, room),
            question);
    return new Task(prompt, answer);
  }

  private void requireRoom(int room, int length) {
    if (room < 1) {
      throw new IllegalArgumentException(
          "A length of " + length + " tokens has no room for a key: use longer --lengths.");
    }
    if (room >= text.length()) {
      throw new IllegalArgumentException(
          "The text has "
              + text.length()
              + " tokens, too few to hide a key in "
              + length
              + ": give a longer one with --text, or shorter --lengths.");
    }
  }

  private int[] tokens(String sentence) {
    return subject.tokenizer().encode(sentence).ids();
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  private static int mostProbable(float[] logits) {
    int most = 0;
    for (int id = 1; id < logits.length; id++) {
      if (logits[id] > logits[most]) {
        most = id;
      }
    }
    return most;
  }

  private record Task(int[] prompt, int[] answer) {}
}
