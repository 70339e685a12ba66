package org.hawser.answer.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds the words of a text in one language. Scripts written without spaces give overlapping pairs
/// of characters instead of words.
public final class Analyzer {
  private final String language;
  private final StopWords stopWords;

  private Analyzer(String language, StopWords stopWords) {
    this.language = language;
    this.stopWords = stopWords;
  }

  /// @param language ISO 639-1 code; empty or unknown reads as English
  public static Analyzer of(String language) {
    String known = language.isEmpty() ? "en" : language;
    return new Analyzer(known, StopWords.of(known));
  }

  /// The language most small words of a text belong to: at least two of them, and more than to any
  /// other; else empty.
  public static String languageOf(String text) {
    String best = "";
    long most = 1;
    long second = 0;
    for (String code : StopWords.languages()) {
      long small = of(code).terms(text).stream().filter(Term::stop).count();
      if (small > most) {
        second = most;
        most = small;
        best = code;
      } else {
        second = Math.max(second, small);
      }
    }
    return most > second ? best : "";
  }

  public String language() {
    return language;
  }

  public List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!inWord(c)) {
        i += Character.charCount(c);
      } else if (unspaced(c)) {
        i = addPairs(text, i, terms);
      } else {
        i = addWord(text, i, terms);
      }
    }
    return terms;
  }

  private int addWord(String text, int start, List<Term> terms) {
    int end = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (inWord(c) ? unspaced(c) : !joins(text, end)) {
        break;
      }
      end += Character.charCount(c);
    }
    String folded = fold(text.substring(start, end));
    boolean stop = stopWords.contains(folded) || folded.isEmpty();
    terms.add(new Term(stop ? folded : Stemmer.stem(folded, language), new Span(start, end), stop));
    return end;
  }

  private static int addPairs(String text, int start, List<Term> terms) {
    int end = start;
    while (end < text.length() && unspaced(text.codePointAt(end))) {
      int second = end + Character.charCount(text.codePointAt(end));
      boolean more = second < text.length() && unspaced(text.codePointAt(second));
      int pairEnd = more ? second + Character.charCount(text.codePointAt(second)) : second;
      if (more || end == start) {
        terms.add(new Term(text.substring(end, pairEnd), new Span(end, pairEnd), false));
      }
      end = second;
    }
    return end;
  }

  /// Lower case, without accents, numbers in one spelling and without a genitive 's.
  static String fold(String word) {
    String decomposed = NumberSpelling.plain(Normalizer.normalize(word, Normalizer.Form.NFKD));
    StringBuilder folded = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (c == '\'' || c == '’') {
        break;
      }
      if (c == 'ß') {
        folded.append("ss");
      } else if (c == '.' || Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
        folded.append(c);
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean inWord(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean joins(String text, int at) {
    if (at == 0 || at + 1 >= text.length()) {
      return false;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at + 1);
    return switch (text.charAt(at)) {
      case '.', ',' -> Character.isDigit(before) && Character.isDigit(after);
      case '\'', '’' -> Character.isLetter(before) && (after == 's' || after == 't');
      default -> false;
    };
  }

  private static boolean unspaced(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
