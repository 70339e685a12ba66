package org.hawser.answer.source;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The runs of four words of a text, to tell copies by (Broder, "On the resemblance and containment
/// of documents", 1997).
final class Shingles {
  private static final int WORDS = 4;
  private static final double COPY = 0.9;

  private final Set<String> runs = new HashSet<>();

  Shingles(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+");
    for (int i = 0; i < Math.max(1, words.length - WORDS + 1); i++) {
      StringBuilder run = new StringBuilder();
      for (int w = i; w < Math.min(words.length, i + WORDS); w++) {
        run.append(words[w]).append(' ');
      }
      runs.add(run.toString());
    }
  }

  /// Whether nearly all of it stands in the other text.
  boolean isWithin(Shingles other) {
    long shared = runs.stream().filter(other.runs::contains).count();
    return shared >= COPY * runs.size();
  }
}
