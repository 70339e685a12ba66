package org.hawser.inference.core.grammar;

import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.core.sampling.TokenSet;

/// One answer on its way through a format. It ends whole within its tokens: a token after which the
/// fewest bytes still needed would be more than the tokens left is not taken, and from then on the
/// shortest way to the end is. Used by one thread at a time.
public final class FormattedAnswer {
  /// No token.
  public static final int NONE = -1;

  private final FormatTokens tokens;
  private State state;
  private int left;
  private boolean closing;

  FormattedAnswer(FormatTokens tokens, int maxTokens) {
    this.tokens = tokens;
    this.state = tokens.start();
    this.left = maxTokens;
    if (state.shortest() > maxTokens) {
      throw GenerationRefusedException.unsuitable(
          "An answer of this format may need "
              + state.shortest()
              + " tokens, but only "
              + maxTokens
              + " are allowed: raise maxTokens or shorten the format.");
    }
  }

  /// Tokens that may come next.
  public TokenSet allowed() {
    return tokens.allowed(state);
  }

  /// Takes the token that was chosen out of the allowed ones.
  ///
  /// @return the token to be taken in its place, mostly the same; [#NONE] to end the answer here
  /// @throws IllegalStateException when the vocabulary cannot spell the format
  public int take(int chosen) {
    left--;
    if (tokens.isEnd(chosen)) {
      return chosen;
    }
    State next = closing ? null : tokens.advance(state, chosen);
    if (next == null || next.shortest() > left) {
      return close();
    }
    state = next;
    return chosen;
  }

  private int close() {
    closing = true;
    if (state.isAccepting()) {
      return NONE;
    }
    int token = tokens.closing(state);
    State next = token < 0 ? null : tokens.advance(state, token);
    if (next == null) {
      throw new IllegalStateException(
          "The model's vocabulary cannot spell the format: choose another format.");
    }
    state = next;
    return token;
  }

  /// Whether nothing can follow, or the answer is being closed and whole.
  public boolean isComplete() {
    return state.isComplete() || closing && state.isAccepting();
  }
}
