package org.hawser.inference.core.grammar;

import static org.hawser.inference.core.grammar.Pattern.UNBOUNDED;
import static org.hawser.inference.core.grammar.Pattern.bytes;
import static org.hawser.inference.core.grammar.Pattern.choice;
import static org.hawser.inference.core.grammar.Pattern.oneOf;
import static org.hawser.inference.core.grammar.Pattern.optional;
import static org.hawser.inference.core.grammar.Pattern.repeat;
import static org.hawser.inference.core.grammar.Pattern.sequence;
import static org.hawser.inference.core.grammar.Pattern.text;

import java.util.ArrayList;
import java.util.List;

/// JSON (RFC 8259) as patterns. Depth, digits and white space are bounded, so that a model cannot
/// lose itself in them and every parser takes the outcome.
final class JsonPatterns {
  /// How deep arrays and objects are nested at most.
  static final int DEPTH = 8;

  private static final int DIGITS = 15;
  private static final int MOST_SPACE = 24;

  private final Pattern space = repeat(oneOf(" \n"), 0, MOST_SPACE);
  private final Pattern character = choice(plain(), escape());
  private final Pattern anyString = string(0, UNBOUNDED);
  private final Pattern[] values = new Pattern[DEPTH + 1];

  /// Any value with so many levels of arrays and objects at most.
  Pattern value(int depth) {
    if (values[depth] == null) {
      List<Pattern> options = new ArrayList<>(List.of(anyString, number(), bool(), text("null")));
      if (depth > 0) {
        options.add(anyObject(depth));
        options.add(array(value(depth - 1), 0, UNBOUNDED));
      }
      values[depth] = choice(options);
    }
    return values[depth];
  }

  /// Any object with so many levels, its own included.
  Pattern anyObject(int depth) {
    Pattern member = member(anyString, value(depth - 1));
    return enclosed("{", list(member, 0, UNBOUNDED), "}");
  }

  Pattern array(Pattern item, int least, int most) {
    return enclosed("[", list(item, least, most), "]");
  }

  /// An object with these members, each with the comma before it where there is one.
  Pattern object(Pattern members) {
    return enclosed("{", members, "}");
  }

  /// The comma between two members or items.
  Pattern comma() {
    return sequence(space, text(","), space);
  }

  Pattern member(Pattern name, Pattern value) {
    return sequence(name, space, text(":"), space, value);
  }

  private Pattern enclosed(String before, Pattern content, String after) {
    return sequence(text(before), space, content, space, text(after));
  }

  private Pattern list(Pattern item, int least, int most) {
    if (most == 0) {
      return Pattern.EMPTY;
    }
    Pattern more = sequence(comma(), item);
    int otherMost = most == UNBOUNDED ? UNBOUNDED : most - 1;
    Pattern some = sequence(item, repeat(more, Math.max(0, least - 1), otherMost));
    return least == 0 ? optional(some) : some;
  }

  /// A string of so many characters; escapes count as one.
  Pattern string(int least, int most) {
    return sequence(text("\""), repeat(character, least, most), text("\""));
  }

  Pattern bool() {
    return choice(text("true"), text("false"));
  }

  Pattern integer() {
    Pattern digits = sequence(bytes('1', '9'), repeat(bytes('0', '9'), 0, DIGITS - 1));
    return sequence(optional(text("-")), choice(text("0"), digits));
  }

  Pattern number() {
    Pattern fraction = sequence(text("."), repeat(bytes('0', '9'), 1, DIGITS));
    Pattern exponent = sequence(oneOf("eE"), optional(oneOf("+-")), repeat(bytes('0', '9'), 1, 2));
    return sequence(integer(), optional(fraction), optional(exponent));
  }

  /// Characters as they are: well-formed UTF-8 (Unicode 17, table 3-7) without controls, quote and
  /// backslash.
  private static Pattern plain() {
    Pattern more = bytes(0x80, 0xBF);
    return choice(
        bytes(0x20, 0x21),
        bytes(0x23, 0x5B),
        bytes(0x5D, 0x7E),
        sequence(bytes(0xC2, 0xDF), more),
        sequence(bytes(0xE0, 0xE0), bytes(0xA0, 0xBF), more),
        sequence(bytes(0xE1, 0xEC), more, more),
        sequence(bytes(0xED, 0xED), bytes(0x80, 0x9F), more),
        sequence(bytes(0xEE, 0xEF), more, more),
        sequence(bytes(0xF0, 0xF0), bytes(0x90, 0xBF), more, more),
        sequence(bytes(0xF1, 0xF3), more, more, more),
        sequence(bytes(0xF4, 0xF4), bytes(0x80, 0x8F), more, more));
  }

  /// Escapes, surrogates left out: such characters can be written as they are.
  private static Pattern escape() {
    Pattern hex = oneOf("0123456789abcdefABCDEF");
    Pattern other = sequence(oneOf("0123456789abcefABCEF"), hex, hex, hex);
    Pattern belowSurrogates = sequence(oneOf("dD"), bytes('0', '7'), hex, hex);
    Pattern unicode = sequence(text("u"), choice(other, belowSurrogates));
    return sequence(text("\\"), choice(oneOf("\"\\/bfnrt"), unicode));
  }
}
