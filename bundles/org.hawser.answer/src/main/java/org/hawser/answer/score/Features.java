package org.hawser.answer.score;

/// What speaks for a sentence, each 0..1 unless said otherwise.
///
/// @param coverage share of the question's content words in the sentence, rare words counting more
/// @param context share of them that only the sentence before, the headings or the title have
/// @param phrase share of neighbouring word pairs of the question that stand close in the sentence
/// @param cue 1 when the sentence has the kind of thing asked for
/// @param chunk score of its chunk relative to the best one
/// @param length logarithm of its number of words, 1 at sixty
/// @param prose 1 for sentences and table rows, less for lines that just stop, 0 for headings
/// @param meaning closeness of question and sentence in meaning, see [MeaningScale]; 0 when no
///     embedder took part
public record Features(
    double coverage,
    double context,
    double phrase,
    double cue,
    double chunk,
    double length,
    double prose,
    double meaning) {
  Features withMeaning(double value) {
    return new Features(coverage, context, phrase, cue, chunk, length, prose, value);
  }
}
