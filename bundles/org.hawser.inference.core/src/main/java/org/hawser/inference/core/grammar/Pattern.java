package org.hawser.inference.core.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A set of texts, as bytes of UTF-8. Immutable, not recursive: a graph without cycles. Two
/// patterns are the same when they are the same object, which keeps the states of an automaton few.
sealed interface Pattern {
  /// One byte out of several.
  final class OneByte implements Pattern {
    private final BitSet values;

    private OneByte(BitSet values) {
      this.values = values;
    }

    boolean contains(int value) {
      return values.get(value);
    }

    /// The first byte of it from a value on, or -1.
    int next(int from) {
      return values.nextSetBit(from);
    }
  }

  /// One after the other.
  final class Sequence implements Pattern {
    private final List<Pattern> parts;

    private Sequence(List<Pattern> parts) {
      this.parts = List.copyOf(parts);
    }

    List<Pattern> parts() {
      return parts;
    }
  }

  /// Any of several.
  final class Choice implements Pattern {
    private final List<Pattern> options;

    private Choice(List<Pattern> options) {
      this.options = List.copyOf(options);
    }

    List<Pattern> options() {
      return options;
    }
  }

  /// One pattern several times in a row.
  final class Repeat implements Pattern {
    private final Pattern part;
    private final int least;
    private final int most;
    private Repeat rest;

    private Repeat(Pattern part, int least, int most) {
      this.part = part;
      this.least = least;
      this.most = most;
    }

    Pattern part() {
      return part;
    }

    int least() {
      return least;
    }

    boolean isOver() {
      return most == 0;
    }

    /// What remains once the part has come; only for the thread of an automaton.
    Repeat rest() {
      if (least == 0 && most == UNBOUNDED) {
        return this;
      }
      if (rest == null) {
        rest = new Repeat(part, Math.max(0, least - 1), most == UNBOUNDED ? most : most - 1);
      }
      return rest;
    }
  }

  /// No end of repetitions.
  int UNBOUNDED = -1;

  /// The empty text.
  Pattern EMPTY = new Sequence(List.of());

  static Pattern bytes(int from, int to) {
    BitSet values = new BitSet(256);
    values.set(from, to + 1);
    return new OneByte(values);
  }

  /// One of several ASCII characters.
  static Pattern oneOf(String characters) {
    BitSet values = new BitSet(256);
    characters.chars().forEach(values::set);
    return new OneByte(values);
  }

  /// Exactly this text.
  static Pattern text(String text) {
    List<Pattern> parts = new ArrayList<>();
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      parts.add(bytes(value & 0xFF, value & 0xFF));
    }
    return new Sequence(parts);
  }

  static Pattern sequence(Pattern... parts) {
    return new Sequence(List.of(parts));
  }

  static Pattern choice(Pattern... options) {
    return new Choice(List.of(options));
  }

  /// @param options at least one
  static Pattern choice(List<Pattern> options) {
    return new Choice(options);
  }

  static Pattern optional(Pattern part) {
    return new Choice(List.of(part, EMPTY));
  }

  /// @param part never empty
  /// @param most at least `least`, or [#UNBOUNDED]
  static Pattern repeat(Pattern part, int least, int most) {
    return new Repeat(part, least, most);
  }
}
