package org.hawser.ingest.chunk;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.hawser.api.document.Block;

/// Where a text may be cut: between sentences, else between words, else between what a reader sees
/// as characters.
final class Cuts {
  private static final int WINDOW = 64;

  private final String text;
  private final BreakIterator sentences;
  private final BreakIterator characters;

  /// @param language ISO 639-1 code or empty
  Cuts(String text, String language) {
    this.text = text;
    Locale locale = language.isEmpty() ? Locale.ROOT : Locale.forLanguageTag(language);
    this.sentences = BreakIterator.getSentenceInstance(locale);
    this.characters = BreakIterator.getCharacterInstance(locale);
  }

  /// The sentences of a unit, or the lines of code, without gaps.
  List<Unit> parts(Unit unit) {
    List<Unit> parts = new ArrayList<>();
    String own = text.substring(unit.start(), unit.end());
    int from = 0;
    while (from < own.length()) {
      int to = unit.kind() == Block.Kind.CODE ? lineEnd(own, from) : sentenceEnd(own, from);
      parts.add(unit.part(unit.start() + from, unit.start() + to));
      from = to;
    }
    return parts;
  }

  private static int lineEnd(String own, int from) {
    int newline = own.indexOf('\n', from);
    return newline < 0 ? own.length() : newline + 1;
  }

  private int sentenceEnd(String own, int from) {
    if (from == 0) {
      sentences.setText(own);
    }
    int end = sentences.following(from);
    return end == BreakIterator.DONE ? own.length() : end;
  }

  /// The best place to cut at or before `wanted`, and behind `from`: behind a line or a word that
  /// ends in the last fifth, else before a visible character.
  int before(int from, int wanted) {
    int earliest = wanted - (wanted - from) / 5;
    int line = last(earliest, wanted, c -> c == '\n');
    int word = line > from ? line : last(earliest, wanted, Character::isWhitespace);
    return word > from ? word : character(from, wanted);
  }

  /// Last offset in `[from, to]` whose preceding character matches, or -1.
  private int last(int from, int to, IntPredicate preceding) {
    for (int at = to; at >= from && at > 0; at--) {
      if (preceding.test(text.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }

  private int character(int from, int wanted) {
    int window = Math.max(from, wanted - WINDOW);
    characters.setText(text.substring(window, Math.min(text.length(), wanted + WINDOW)));
    int local = wanted - window;
    int at = window + (characters.isBoundary(local) ? local : characters.preceding(local));
    return at > from ? at : offSurrogate(from, wanted);
  }

  /// A character longer than a chunk is cut all the same, but never inside a code point.
  private int offSurrogate(int from, int at) {
    boolean inside =
        at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    if (!inside) {
      return at;
    }
    return at - 1 > from ? at - 1 : at + 1;
  }

  /// Start of the first word behind `from`, or `to` when there is none.
  int wordAfter(int from, int to) {
    for (int at = Math.max(1, from); at < to; at++) {
      if (Character.isWhitespace(text.charAt(at - 1)) && !Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return to;
  }
}
