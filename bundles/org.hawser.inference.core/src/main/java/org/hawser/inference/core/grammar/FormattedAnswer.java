package org.hawser.inference.core.grammar;

import org.hawser.inference.core.sampling.TokenSet;

/// One answer on its way through a format. Used by one thread at a time.
public interface FormattedAnswer {
  /// No token.
  int NONE = -1;

  /// Tokens that may come next.
  TokenSet allowed();

  /// Takes the token that was chosen out of the allowed ones.
  ///
  /// @return the token to be taken in its place, mostly the same; [#NONE] to end the answer here
  /// @throws IllegalStateException when the vocabulary cannot spell the format
  int take(int chosen);

  /// Whether nothing can follow.
  boolean isComplete();
}
