package org.hawser.prompt.mapreduce;

import java.util.List;
import java.util.Locale;
import org.hawser.api.prompt.PromptSource;

/// What the model noted.
///
/// @param text with the numbers of the sources
/// @param sources what it had read
record Note(String text, List<PromptSource> sources) {
  private static final String NOTHING = "nothing";

  /// Whether the sources say anything on the question.
  boolean saysSomething() {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    return !plain.isEmpty() && !(plain.startsWith(NOTHING) && !plain.contains("["));
  }
}
