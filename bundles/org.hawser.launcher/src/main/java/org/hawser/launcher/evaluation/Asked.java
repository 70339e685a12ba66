package org.hawser.launcher.evaluation;

import java.util.List;

/// A question whose answer is known.
///
/// @param text the question
/// @param answers texts that count as the answer, empty when only the place is known
/// @param evidence where it stands
/// @param unanswerable whether the documents do not answer it
record Asked(String text, List<String> answers, List<Evidence> evidence, boolean unanswerable) {
  Asked {
    answers = List.copyOf(answers);
    evidence = List.copyOf(evidence);
  }
}
