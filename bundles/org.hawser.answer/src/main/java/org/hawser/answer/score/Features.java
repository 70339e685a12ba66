package org.hawser.answer.score;

/// What speaks for a sentence, each 0..1 unless said otherwise.
///
/// @param coverage share of the question's content words in the sentence, rare words counting more
/// @param context share of them that only the sentence before, the headings or the title have
/// @param phrase share of neighbouring word pairs of the question that stand close in the sentence
/// @param cue 1 when the sentence has the kind of thing asked for
/// @param chunk score of its chunk relative to the best one
/// @param length logarithm of its number of words, 1 at sixty
/// @param prose 0 for headings and labels, 1 otherwise
/// @param cosine cosine of question and sentence; 0 when no embedder took part
public record Features(
    double coverage,
    double context,
    double phrase,
    double cue,
    double chunk,
    double length,
    double prose,
    double cosine) {
  Features withCosine(double value) {
    return new Features(coverage, context, phrase, cue, chunk, length, prose, value);
  }
}
