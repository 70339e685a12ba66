package org.hawser.inference.core.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows texts through a pattern, byte by byte: the subset construction over continuations, made
/// as far as texts get. Used by one thread at a time.
///
/// States that were made stay valid when old ones are given up to bound memory.
final class Automaton {
  private static final int MOST_STATES = 4096;

  private final Alphabet alphabet;
  private final Map<Rest, Map<Pattern, Rest>> rests = new HashMap<>();
  private final Map<List<Rest>, State> states = new HashMap<>();
  private final State start;

  /// @throws IllegalArgumentException when the alphabet spells no text of the pattern
  Automaton(Pattern pattern, Alphabet alphabet) {
    this.alphabet = alphabet;
    if (alphabet.shortest(pattern) == Alphabet.NO_TEXT) {
      throw new IllegalArgumentException("The vocabulary spells no text of the pattern.");
    }
    Set<Rest> open = new LinkedHashSet<>();
    boolean accepting = expand(rest(pattern, Rest.END), open);
    this.start = new State(List.copyOf(open), accepting);
  }

  State start() {
    return start;
  }

  /// The state after one more byte, or null when no text goes on so.
  State advance(State state, int value) {
    State known = state.known(value);
    if (known != null) {
      return known == State.DEAD ? null : known;
    }
    Set<Rest> open = new LinkedHashSet<>();
    boolean accepting = false;
    for (Rest rest : state.rests()) {
      if (alphabet.contains(value) && rest.byteSet().contains(value)) {
        accepting |= expand(rest.tail(), open);
      }
    }
    State next = open.isEmpty() && !accepting ? State.DEAD : state(List.copyOf(open), accepting);
    state.remember(value, next);
    return next == State.DEAD ? null : next;
  }

  private State state(List<Rest> open, boolean accepting) {
    if (states.size() >= MOST_STATES) {
      states.clear();
      rests.clear();
    }
    List<Rest> key = new ArrayList<>(open);
    if (accepting) {
      key.add(Rest.END);
    }
    return states.computeIfAbsent(key, k -> new State(open, accepting));
  }

  /// Collects the continuations that begin with a byte.
  ///
  /// @return whether the text may end here
  private boolean expand(Rest rest, Set<Rest> open) {
    if (rest == Rest.END) {
      return true;
    }
    if (rest.shortest() == Alphabet.NO_TEXT) {
      return false;
    }
    Rest tail = rest.tail();
    return switch (rest.head()) {
      case Pattern.OneByte _ -> {
        open.add(rest);
        yield false;
      }
      case Pattern.Sequence sequence -> {
        Rest all = tail;
        for (Pattern part : sequence.parts().reversed()) {
          all = rest(part, all);
        }
        yield expand(all, open);
      }
      case Pattern.Choice choice -> {
        boolean accepting = false;
        for (Pattern option : choice.options()) {
          accepting |= expand(rest(option, tail), open);
        }
        yield accepting;
      }
      case Pattern.Repeat repeat -> expand(repeat, tail, open);
    };
  }

  private boolean expand(Pattern.Repeat repeat, Rest tail, Set<Rest> open) {
    boolean accepting = false;
    if (!repeat.isOver()) {
      accepting = expand(rest(repeat.part(), rest(repeat.rest(), tail)), open);
    }
    return repeat.least() == 0 ? expand(tail, open) | accepting : accepting;
  }

  /// Equal continuations are one object, so that equal states are found.
  private Rest rest(Pattern head, Rest tail) {
    return rests
        .computeIfAbsent(tail, t -> new HashMap<>())
        .computeIfAbsent(
            head, h -> new Rest(h, tail, Alphabet.sum(alphabet.shortest(h), tail.shortest())));
  }

  /// The first byte of a shortest way from a state to a whole text.
  int closingByte(State state) {
    return alphabet.first(state.shortestRest().byteSet());
  }

  /// What is still to come: a pattern, then the rest. Equal when identical.
  static final class Rest {
    static final Rest END = new Rest();

    private final Pattern head;
    private final Rest tail;
    private final int shortest;

    private Rest() {
      this.head = Pattern.EMPTY;
      this.tail = null;
      this.shortest = 0;
    }

    private Rest(Pattern head, Rest tail, int shortest) {
      this.head = head;
      this.tail = tail;
      this.shortest = shortest;
    }

    Pattern head() {
      return head;
    }

    Rest tail() {
      return tail;
    }

    /// Fewest bytes to the end.
    int shortest() {
      return shortest;
    }

    Pattern.OneByte byteSet() {
      return (Pattern.OneByte) head;
    }
  }
}
