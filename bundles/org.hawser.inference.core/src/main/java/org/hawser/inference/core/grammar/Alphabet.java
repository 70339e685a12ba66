package org.hawser.inference.core.grammar;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;

/// The bytes a vocabulary can spell one by one, and how long the shortest texts of patterns are
/// when only those are used. A vocabulary without byte tokens cannot spell every character; what it
/// cannot is left out of a pattern, so that no answer runs into a dead end. Used by one thread at a
/// time.
final class Alphabet {
  /// More bytes than any text has: there is none.
  static final int NO_TEXT = Integer.MAX_VALUE / 4;

  private final BitSet bytes;
  private final Map<Pattern, Integer> shortest = new IdentityHashMap<>();

  Alphabet(BitSet bytes) {
    this.bytes = bytes;
  }

  /// Every byte.
  static Alphabet whole() {
    BitSet all = new BitSet(256);
    all.set(0, 256);
    return new Alphabet(all);
  }

  boolean contains(int value) {
    return bytes.get(value);
  }

  /// The first byte of a set that can be spelt, or -1.
  int first(Pattern.OneByte set) {
    int value = set.next(0);
    while (value >= 0 && !bytes.get(value)) {
      value = set.next(value + 1);
    }
    return value;
  }

  /// Fewest bytes a text of the pattern has, [#NO_TEXT] when none can be spelt.
  int shortest(Pattern pattern) {
    Integer known = shortest.get(pattern);
    if (known == null) {
      known = computed(pattern);
      shortest.put(pattern, known);
    }
    return known;
  }

  private int computed(Pattern pattern) {
    return switch (pattern) {
      case Pattern.OneByte set -> first(set) < 0 ? NO_TEXT : 1;
      case Pattern.Sequence sequence -> {
        int sum = 0;
        for (Pattern part : sequence.parts()) {
          sum = sum(sum, shortest(part));
        }
        yield sum;
      }
      case Pattern.Choice choice ->
          choice.options().stream().mapToInt(this::shortest).min().orElseThrow();
      case Pattern.Repeat repeat ->
          (int) Math.min(NO_TEXT, (long) repeat.least() * shortest(repeat.part()));
    };
  }

  static int sum(int a, int b) {
    return Math.min(NO_TEXT, a + b);
  }
}
