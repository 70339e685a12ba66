package org.hawser.launcher.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// How much an answer is like the known one, as SQuAD measures it (Rajpurkar et al. 2016, section
/// 6.1): letter case, punctuation and the English articles do not count.
final class AnswerMatch {
  private AnswerMatch() {}

  /// 1 when the answer is one of those known, else 0.
  static double exact(String said, List<String> known) {
    return best(known, each -> words(said).equals(words(each)) ? 1 : 0);
  }

  /// Harmonic mean of the words said that are known and the words known that are said, for the
  /// known answer that fits best.
  static double f1(String said, List<String> known) {
    return best(known, each -> f1(words(said), words(each)));
  }

  /// 1 when the words of a known answer stand in a row in what was said, else 0.
  static double holds(String said, List<String> known) {
    String all = " " + String.join(" ", words(said)) + " ";
    return best(known, each -> all.contains(" " + String.join(" ", words(each)) + " ") ? 1 : 0);
  }

  private static double best(List<String> known, ToDoubleFunction<String> measure) {
    return known.stream().mapToDouble(measure).max().orElse(0);
  }

  private static double f1(List<String> said, List<String> known) {
    List<String> left = new ArrayList<>(known);
    long common = said.stream().filter(left::remove).count();
    if (common == 0) {
      return said.isEmpty() && known.isEmpty() ? 1 : 0;
    }
    double precision = (double) common / said.size();
    double recall = (double) common / known.size();
    return 2 * precision * recall / (precision + recall);
  }

  private static List<String> words(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("\\p{Punct}", "")
            .replaceAll("\\b(a|an|the)\\b", " ")
            .strip();
    return plain.isEmpty() ? List.of() : Arrays.asList(plain.split("\\s+"));
  }
}
