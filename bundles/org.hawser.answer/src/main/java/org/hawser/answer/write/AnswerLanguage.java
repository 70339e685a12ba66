package org.hawser.answer.write;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Map;
import org.hawser.answer.text.Analyzer;

/// The language a question is in, as far as that shows: by its script, or by its small words.
public final class AnswerLanguage {
  private static final Map<UnicodeScript, String> SCRIPTS =
      Map.ofEntries(
          Map.entry(UnicodeScript.HIRAGANA, "ja"),
          Map.entry(UnicodeScript.KATAKANA, "ja"),
          Map.entry(UnicodeScript.HAN, "zh"),
          Map.entry(UnicodeScript.HANGUL, "ko"),
          Map.entry(UnicodeScript.CYRILLIC, "ru"),
          Map.entry(UnicodeScript.ARABIC, "ar"),
          Map.entry(UnicodeScript.HEBREW, "he"),
          Map.entry(UnicodeScript.GREEK, "el"),
          Map.entry(UnicodeScript.THAI, "th"),
          Map.entry(UnicodeScript.DEVANAGARI, "hi"));

  private AnswerLanguage() {}

  /// @return ISO 639-1 code; empty when it does not show
  public static String of(String question) {
    int[] kana =
        question
            .codePoints()
            .filter(c -> "ja".equals(SCRIPTS.get(UnicodeScript.of(c))))
            .limit(1)
            .toArray();
    if (kana.length > 0) {
      return "ja";
    }
    String byScript =
        question
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(SCRIPTS::containsKey)
            .findFirst()
            .map(SCRIPTS::get)
            .orElse("");
    return byScript.isEmpty() ? Analyzer.languageOf(question) : byScript;
  }

  /// Its name in English; empty for the empty code.
  static String name(String code) {
    return code.isEmpty() ? "" : Locale.of(code).getDisplayLanguage(Locale.ENGLISH);
  }
}
