package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.Term;

/// What a sentence of an answer states: its content words and how much hangs on each. Words are
/// read in the language of the text they are compared with.
///
/// @param weights by stem: numbers 2, names 1.5, other content words 1
/// @param numbers stems that are numbers
record Statement(Map<String, Double> weights, Set<String> numbers) {
  private static final double NUMBER = 2;
  private static final double NAME = 1.5;

  static Statement of(String sentence, String language) {
    Map<String, Double> weights = new HashMap<>();
    Set<String> numbers = new HashSet<>();
    List<Term> terms = new ArrayList<>(Analyzer.of(language).terms(sentence));
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      String word = term.span().of(sentence);
      if (word.codePoints().anyMatch(Character::isDigit)) {
        numbers.add(term.stem());
        weights.put(term.stem(), NUMBER);
      } else if (!term.stop()) {
        boolean name = i > 0 && Character.isUpperCase(word.codePointAt(0));
        weights.merge(term.stem(), name ? NAME : 1, Math::max);
      }
    }
    return new Statement(weights, numbers);
  }

  boolean isEmpty() {
    return weights.isEmpty();
  }

  /// Share of the words' weight that a passage has, 0..1.
  double coverage(Set<String> stems) {
    double all = 0;
    double there = 0;
    for (Map.Entry<String, Double> word : weights.entrySet()) {
      all += word.getValue();
      there += stems.contains(word.getKey()) ? word.getValue() : 0;
    }
    return all == 0 ? 0 : there / all;
  }
}
