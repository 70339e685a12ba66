package org.hawser.inference.core.grammar;

import java.util.List;
import org.hawser.inference.core.grammar.Automaton.Rest;
import org.hawser.inference.core.sampling.TokenSet;

/// Where a text stands in a pattern. Used by the thread of its automaton.
final class State {
  /// No text goes on here.
  static final State DEAD = new State(List.of(), false);

  private final List<Rest> rests;
  private final boolean accepting;
  private State[] next;
  private TokenSet tokens;

  State(List<Rest> rests, boolean accepting) {
    this.rests = rests;
    this.accepting = accepting;
  }

  /// What may follow, each beginning with a byte.
  List<Rest> rests() {
    return rests;
  }

  /// Whether the text may end here.
  boolean isAccepting() {
    return accepting;
  }

  /// Whether the text must end here.
  boolean isComplete() {
    return rests.isEmpty();
  }

  /// Fewest bytes to a whole text.
  int shortest() {
    return accepting ? 0 : shortestRest().shortest();
  }

  /// What leads to a whole text with the fewest bytes.
  Rest shortestRest() {
    Rest best = rests.getFirst();
    for (Rest rest : rests) {
      best = rest.shortest() < best.shortest() ? rest : best;
    }
    return best;
  }

  /// The state after a byte if it was asked for before, else null.
  State known(int value) {
    return next == null ? null : next[value];
  }

  void remember(int value, State state) {
    if (next == null) {
      next = new State[256];
    }
    next[value] = state;
  }

  /// Tokens that may follow if they were asked for before, else null.
  TokenSet tokens() {
    return tokens;
  }

  void remember(TokenSet allowed) {
    tokens = allowed;
  }
}
