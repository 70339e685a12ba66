package org.hawser.inference.core.grammar;

import org.hawser.inference.core.sampling.TokenSet;

/// An answer whose citations are of given sources. It may go on and end anywhere.
final class CitingAnswer implements FormattedAnswer {
  private final CitationTokens tokens;
  private CitationPlace place = CitationPlace.OUTSIDE;

  CitingAnswer(CitationTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public TokenSet allowed() {
    return tokens.allowed(place);
  }

  @Override
  public int take(int chosen) {
    place = tokens.after(place, chosen);
    return chosen;
  }

  @Override
  public boolean isComplete() {
    return false;
  }
}
