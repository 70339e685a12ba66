package org.hawser.inference.core.grammar;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.hawser.inference.core.sampling.TokenSet;

/// One format seen in tokens of one vocabulary. Safe from any thread: answers of the same format
/// share the states and token sets found so far.
final class FormatTokens {
  private final Automaton automaton;
  private final VocabularyPieces pieces;
  private final Set<Integer> ends;

  FormatTokens(Automaton automaton, VocabularyPieces pieces, Set<Integer> ends) {
    this.automaton = automaton;
    this.pieces = pieces;
    this.ends = ends;
  }

  State start() {
    return automaton.start();
  }

  boolean isEnd(int id) {
    return ends.contains(id);
  }

  /// Tokens that may follow, those that end an answer included where it may end.
  synchronized TokenSet allowed(State state) {
    TokenSet known = state.tokens();
    if (known != null) {
      return known;
    }
    TokenSet allowed = pieces.allowed(state, automaton::advance);
    if (state.isAccepting()) {
      ends.forEach(allowed::add);
    }
    state.remember(allowed);
    return allowed;
  }

  /// The state after a token, or null when it may not follow.
  synchronized State advance(State state, int id) {
    State reached = state;
    for (byte value : pieces.bytes(id)) {
      reached = automaton.advance(reached, value & 0xFF);
      if (reached == null) {
        return null;
      }
    }
    return reached;
  }

  /// The next token on a shortest way to a whole text, or -1 when no token begins it.
  synchronized int closing(State state) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    State reached = state;
    while (!reached.isAccepting() && text.size() < pieces.longest()) {
      int value = automaton.closingByte(reached);
      text.write(value);
      reached = automaton.advance(reached, value);
    }
    return pieces.longestPrefix(text.toByteArray());
  }
}
