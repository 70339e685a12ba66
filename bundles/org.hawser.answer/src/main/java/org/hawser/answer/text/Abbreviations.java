package org.hawser.answer.text;

import java.util.Locale;
import java.util.Set;

/// Full stops that do not end a sentence although [java.text.BreakIterator] thinks so.
final class Abbreviations {
  private static final Set<String> WORDS =
      Set.of(
          ("dr mr mrs ms prof st sr jr lt col gen sgt capt rev hon gov sen rep pres fig figs eq"
                  + " sec vol vols nr no nos ca vs al ed eds pp op cit approx dept est inc ltd co"
                  + " corp jan feb mar apr jun jul aug sep sept oct nov dec bzw usw vgl abb abs bd"
                  + " bsp evtl ggf hrsg inkl max min mio mrd sog str tel tab u.a z.b d.h u.s e.g"
                  + " i.e a.m p.m u.k ph.d hl geb gest kap ziff art mme mlle sra dra")
              .split(" "));

  private Abbreviations() {}

  /// Whether the stretch `[start, end)` ends in an abbreviation, an initial or (in German) an
  /// ordinal, so that the sentence goes on behind it.
  static boolean endsWithOne(String text, int start, int end, String language) {
    int stop = end;
    while (stop > start && Character.isWhitespace(text.charAt(stop - 1))) {
      stop--;
    }
    if (stop <= start + 1 || text.charAt(stop - 1) != '.') {
      return false;
    }
    int from = stop - 1;
    while (from > start && wordPart(text.charAt(from - 1))) {
      from--;
    }
    String word = text.substring(from, stop - 1);
    return isInitial(word)
        || WORDS.contains(word.toLowerCase(Locale.ROOT))
        || isGermanOrdinal(word, language);
  }

  private static boolean wordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '.';
  }

  private static boolean isInitial(String word) {
    return word.length() == 1 && Character.isLetter(word.charAt(0)) && !word.equals("I");
  }

  private static boolean isGermanOrdinal(String word, String language) {
    return language.equals("de")
        && !word.isEmpty()
        && word.length() <= 2
        && word.chars().allMatch(Character::isDigit);
  }
}
