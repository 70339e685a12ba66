package org.hawser.inference.core.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which bytes may follow one another when only given sources are cited. A bracket holds a citation
/// as long as it has nothing but numbers, separators and the words that go with them; from anything
/// else on it is text like any other. Immutable.
final class CitationRule {
  private static final Set<String> OPENING = utf8("[", "【");
  private static final Set<String> CLOSING = utf8("]", "】");
  private static final Set<String> BETWEEN =
      utf8(
          (" \t,;&-–^#\u00A0\u1680\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
                  + "\u2009\u200A\u202F\u205F\u3000")
              .split(""));

  /// Of the wide brackets; outside brackets no other byte but `[` matters, which keeps that fast.
  private static final int FIRST_BYTE_OF_WIDE = 0xE3;

  /// What models write before or between numbers, in the languages answers are asked for.
  private static final List<String> WORDS =
      List.of(
          "source", "sources", "quelle", "quellen", "fuente", "fuentes", "fonte", "fontes", "and",
          "und", "et", "y");

  private final Set<String> numbers;

  /// @param sources numbers that may be cited
  CitationRule(Set<Integer> sources) {
    this.numbers = sources.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
  }

  /// @return null when the byte may not follow
  CitationPlace after(CitationPlace place, int value) {
    if (place == CitationPlace.OUTSIDE && value != '[' && value != FIRST_BYTE_OF_WIDE) {
      return place;
    }
    String character = place.begun() + (char) value;
    if (OPENING.contains(character)) {
      return CitationPlace.INSIDE;
    }
    if (CLOSING.contains(character)) {
      return isUnknown(place) ? null : CitationPlace.OUTSIDE;
    }
    if (BETWEEN.contains(character)) {
      return between(place);
    }
    if (begins(OPENING, character) || begins(CLOSING, character) || begins(BETWEEN, character)) {
      return place.withBegun(character);
    }
    if (!place.begun().isEmpty()) {
      return after(CitationPlace.OUTSIDE, value);
    }
    return value >= '0' && value <= '9'
        ? digit(place, (char) value)
        : letter(place, (char) Character.toLowerCase(value));
  }

  private CitationPlace between(CitationPlace place) {
    return switch (place.kind()) {
      case OUTSIDE -> CitationPlace.OUTSIDE;
      case INSIDE -> CitationPlace.INSIDE;
      case NUMBER -> isUnknown(place) ? null : CitationPlace.INSIDE;
      case WORD -> isWhole(place) ? CitationPlace.INSIDE : CitationPlace.OUTSIDE;
    };
  }

  private CitationPlace digit(CitationPlace place, char digit) {
    return switch (place.kind()) {
      case OUTSIDE -> CitationPlace.OUTSIDE;
      case INSIDE -> number(String.valueOf(digit));
      case NUMBER -> number(place.read() + digit);
      case WORD -> isWhole(place) ? number(String.valueOf(digit)) : CitationPlace.OUTSIDE;
    };
  }

  private CitationPlace number(String digits) {
    return begins(numbers, digits) ? CitationPlace.number(digits) : null;
  }

  /// Any other byte: text, unless it goes on with a word or begins one.
  private CitationPlace letter(CitationPlace place, char letter) {
    boolean mayBegin = place.kind() != CitationPlace.Kind.OUTSIDE;
    if (place.kind() == CitationPlace.Kind.WORD) {
      if (begins(WORDS, place.read() + letter)) {
        return CitationPlace.word(place.read() + letter);
      }
      mayBegin = isWhole(place);
    }
    if (!mayBegin || !begins(WORDS, String.valueOf(letter))) {
      return CitationPlace.OUTSIDE;
    }
    return isUnknown(place) ? null : CitationPlace.word(String.valueOf(letter));
  }

  /// Whether it stands behind a number that is no source's, or not yet.
  private boolean isUnknown(CitationPlace place) {
    return place.kind() == CitationPlace.Kind.NUMBER && !numbers.contains(place.read());
  }

  private static boolean isWhole(CitationPlace place) {
    return WORDS.contains(place.read());
  }

  private static boolean begins(Collection<String> whole, String beginning) {
    for (String one : whole) {
      if (one.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> utf8(String... characters) {
    return List.of(characters).stream()
        .map(character -> new String(character.getBytes(UTF_8), ISO_8859_1))
        .collect(Collectors.toUnmodifiableSet());
  }
}
