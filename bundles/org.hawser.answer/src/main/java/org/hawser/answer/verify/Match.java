package org.hawser.answer.verify;

import java.util.OptionalDouble;

/// A passage beside a sentence.
///
/// @param coverage share of the sentence's content words in the passage
/// @param likeness in meaning, see [Likeness]; empty where it was not measured
record Match(Passage passage, double coverage, OptionalDouble likeness) {
  /// How likely it is that the passage says what the sentence says.
  double score() {
    return likeness.isPresent()
        ? SupportScore.of(coverage, likeness.getAsDouble())
        : SupportScore.of(coverage);
  }
}
