package org.hawser.extract.tika.worker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises list items and numbered headings where the format does not mark them.
final class Bullets {
  private static final Pattern ITEM =
      Pattern.compile("[•·▪▫■□◦‣⁃∙●○➢➔✓–—*-]\\s+\\S.*", Pattern.DOTALL);
  private static final Pattern COUNTED =
      Pattern.compile("\\(?(\\d{1,2}|\\p{Alpha}|[ivx]{1,5})\\)\\s+\\S.*", Pattern.DOTALL);
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2}){0,4})\\.?\\s+\\p{Lu}[^\\n]{1,78}");

  private Bullets() {}

  static boolean isItem(String paragraph) {
    return ITEM.matcher(paragraph).matches() || COUNTED.matcher(paragraph).matches();
  }

  /// `3.2 Termination`: one short line that does not end like a sentence.
  static boolean isNumberedHeading(String paragraph) {
    return paragraph.length() < 90
        && NUMBERED.matcher(paragraph).matches()
        && ".;:,!?".indexOf(paragraph.charAt(paragraph.length() - 1)) < 0;
  }

  static int numberedLevel(String paragraph) {
    Matcher matcher = NUMBERED.matcher(paragraph);
    return matcher.matches() ? 1 + (int) matcher.group(1).chars().filter(c -> c == '.').count() : 1;
  }
}
