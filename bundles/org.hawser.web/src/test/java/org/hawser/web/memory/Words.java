package org.hawser.web.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and sentences of a text with their offsets. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+[.!?]?");
  private static final Set<String> STOP =
      Set.of(
          "the", "a", "an", "of", "to", "in", "is", "are", "be", "and", "or", "how", "what", "why",
          "who", "when", "may", "can", "it", "for", "do", "does", "at", "on", "with", "must");

  record Word(String text, int start, int end) {}

  private Words() {}

  static List<Word> in(String text) {
    return spans(WORD, text);
  }

  static List<Word> sentences(String text) {
    return spans(SENTENCE, text).stream().filter(s -> s.text().strip().length() > 20).toList();
  }

  /** The words that matter, without their plural s. */
  static Set<String> terms(String text) {
    return in(text).stream()
        .map(word -> term(word.text()))
        .filter(term -> !STOP.contains(term))
        .collect(Collectors.toSet());
  }

  static String term(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.length() > 3 && lower.endsWith("s")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  private static List<Word> spans(Pattern pattern, String text) {
    List<Word> spans = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      while (start < matcher.end() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      if (start < matcher.end()) {
        spans.add(new Word(text.substring(start, matcher.end()), start, matcher.end()));
      }
    }
    return spans;
  }
}
