package org.hawser.answer.score;

/// How much each feature counts. Fitted (listwise softmax) on the questions of one half of XQuAD's
/// articles and confirmed on the other half, except `prose`: XQuAD has no headings, so its weight
// is
/// set by hand such that a heading does not beat the text under it. The fit is re-run from the
/// benchmark's output; see the bundle's README.
enum Weights {
  WORDS(6.9, 1.9, 1.2, 1.9, 6.4, 0.2, 3, 0),
  MEANING(5.7, 2.2, 0.7, 1.9, 5.6, 0.6, 3, 6.5);

  private final Features weight;

  Weights(
      double coverage,
      double context,
      double phrase,
      double cue,
      double chunk,
      double length,
      double prose,
      double cosine) {
    this.weight = new Features(coverage, context, phrase, cue, chunk, length, prose, cosine);
  }

  double score(Features f) {
    return weight.coverage() * f.coverage()
        + weight.context() * f.context()
        + weight.phrase() * f.phrase()
        + weight.cue() * f.cue()
        + weight.chunk() * f.chunk()
        + weight.length() * f.length()
        + weight.prose() * f.prose()
        + weight.cosine() * f.cosine();
  }
}
