package org.hawser.inference.core.grammar;

import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.core.sampling.TokenSet;

/// An answer that is one text of a pattern. It ends whole within its tokens: a token after which
/// the fewest bytes still needed would be more than the tokens left is not taken, and from then on
/// the shortest way to the end is.
final class WholeAnswer implements FormattedAnswer {
  private final FormatTokens tokens;
  private State state;
  private int left;
  private boolean closing;

  WholeAnswer(FormatTokens tokens, int maxTokens) {
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

  @Override
  public TokenSet allowed() {
    return tokens.allowed(state);
  }

  @Override
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

  /// Also when it is being closed and whole.
  @Override
  public boolean isComplete() {
    return state.isComplete() || closing && state.isAccepting();
  }
}
