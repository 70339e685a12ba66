package org.hawser.answer.text;

import java.util.List;

/// Takes endings off so that forms of one word compare equal. Light on purpose: it serves matching
/// inside a handful of chunks, not an index.
final class Stemmer {
  private static final List<String> GERMAN = List.of("ern", "em", "en", "er", "es", "e", "s", "n");
  private static final int SHORTEST = 4;

  private Stemmer() {}

  static String stem(String word, String language) {
    if (word.length() < SHORTEST || Character.isDigit(word.charAt(0))) {
      return word;
    }
    return switch (language) {
      case "en" -> english(word);
      case "de" -> german(word);
      case "fr", "es", "it", "pt", "nl" -> plural(word);
      default -> word;
    };
  }

  private static String english(String word) {
    String stem = verb(noun(word));
    if (stem.length() > 5 && stem.endsWith("ly")) {
      stem = cut(stem, 2);
    }
    if (stem.length() > 7 && (stem.endsWith("ment") || stem.endsWith("ness"))) {
      stem = cut(stem, 4);
    } else if (stem.length() > 6 && (stem.endsWith("tion") || stem.endsWith("sion"))) {
      stem = cut(stem, 3);
    }
    if (stem.length() > 3 && stem.endsWith("y")) {
      return cut(stem, 1) + "i";
    }
    return stem.length() > 3 && stem.endsWith("e") ? cut(stem, 1) : stem;
  }

  private static String noun(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return cut(word, 3) + "y";
    }
    if (word.endsWith("sses")) {
      return cut(word, 2);
    }
    boolean plural =
        word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
    return plural ? cut(word, 1) : word;
  }

  private static String verb(String word) {
    for (String ending : List.of("ing", "ed")) {
      String stem = cut(word, Math.min(ending.length(), word.length()));
      if (word.endsWith(ending) && stem.length() >= 3 && hasVowel(stem)) {
        return undouble(stem);
      }
    }
    return word;
  }

  private static String undouble(String stem) {
    int last = stem.length() - 1;
    boolean doubled =
        stem.charAt(last) == stem.charAt(last - 1) && "lsz".indexOf(stem.charAt(last)) < 0;
    return doubled ? cut(stem, 1) : stem;
  }

  private static boolean hasVowel(String stem) {
    return stem.chars().anyMatch(c -> "aeiouy".indexOf(c) >= 0);
  }

  private static String german(String word) {
    for (String ending : GERMAN) {
      if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST) {
        return cut(word, ending.length());
      }
    }
    return word;
  }

  private static String plural(String word) {
    String stem = word.endsWith("s") || word.endsWith("x") ? cut(word, 1) : word;
    boolean vowel = "aeo".indexOf(stem.charAt(stem.length() - 1)) >= 0;
    return stem.length() > SHORTEST && vowel ? cut(stem, 1) : stem;
  }

  private static String cut(String word, int characters) {
    return word.substring(0, word.length() - characters);
  }
}
