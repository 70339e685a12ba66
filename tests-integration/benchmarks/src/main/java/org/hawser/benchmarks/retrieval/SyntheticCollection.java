package org.hawser.benchmarks.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// Passages and questions of made-up words with the frequencies of natural language (Zipf's law),
/// for machines that hold no test collection. Good for measuring time, not quality.
public final class SyntheticCollection {
  private static final int VOCABULARY = 30_000;
  private static final int PASSAGES = 2_000;
  private static final int SENTENCES = 8;
  private static final int WORDS_PER_SENTENCE = 18;
  private static final int WORDS_PER_QUESTION = 10;
  private static final String[] SYLLABLES = {
    "an", "be", "cor", "da", "en", "fil", "gra", "ho", "in", "ka", "lo", "mer", "no", "or", "pa",
    "qui", "ra", "sol", "te", "ur", "va", "wen", "xi", "yo", "ze"
  };

  private final Random random;
  private final String[] words = new String[VOCABULARY];
  private final double[] cumulative = new double[VOCABULARY];

  public SyntheticCollection(long seed) {
    this.random = new Random(seed);
    double sum = 0;
    for (int rank = 0; rank < VOCABULARY; rank++) {
      words[rank] = word(rank);
      sum += 1.0 / (rank + 2.7);
      cumulative[rank] = sum;
    }
  }

  private static String word(int rank) {
    StringBuilder word = new StringBuilder();
    int rest = rank;
    do {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
      rest /= SYLLABLES.length;
    } while (rest > 0);
    return word.toString();
  }

  /// Makes the collection.
  public JudgedCollection make() {
    List<Passage> passages = new ArrayList<>();
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      StringBuilder text = new StringBuilder();
      for (int s = 0; s < SENTENCES; s++) {
        text.append(sentence(WORDS_PER_SENTENCE)).append(". ");
      }
      passages.add(new Passage("p" + i, sentence(WORDS_PER_QUESTION), text.toString().strip()));
      topics.add(new Topic("t" + i, sentence(WORDS_PER_QUESTION), Map.of("p" + i, 1)));
    }
    return new JudgedCollection("synthetic", passages, topics);
  }

  private String sentence(int length) {
    StringBuilder sentence = new StringBuilder();
    for (int i = 0; i < length; i++) {
      sentence.append(i == 0 ? "" : " ").append(draw());
    }
    return sentence.toString();
  }

  private String draw() {
    double at = random.nextDouble() * cumulative[VOCABULARY - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return words[found < 0 ? -found - 1 : found];
  }
}
