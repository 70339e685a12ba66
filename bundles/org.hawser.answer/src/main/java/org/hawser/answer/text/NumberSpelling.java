package org.hawser.answer.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One spelling of a number for all: `1,234.50`, `1.234,50` and `1234.50` are `1234.50`, `420.00`
/// is `420`. Three digits behind a lone separator are thousands, as they are more often than not;
/// dates and addresses lose their separators.
final class NumberSpelling {
  private static final Pattern SEPARATED = Pattern.compile("(\\d+)((?:[.,]\\d+)*)[.,](\\d+)(.*)");
  private static final Pattern THOUSANDS = Pattern.compile("(?:[.,]\\d{3})*");

  private NumberSpelling() {}

  /// A word that does not begin with such a number stays what it is.
  static String plain(String word) {
    Matcher number = SEPARATED.matcher(word);
    if (!number.matches()) {
      return word;
    }
    String whole = number.group(1) + number.group(2).replaceAll("[.,]", "");
    String last = number.group(3);
    String rest = number.group(4);
    if (last.length() == 3 || !THOUSANDS.matcher(number.group(2)).matches()) {
      return whole + last + rest;
    }
    return last.chars().allMatch(digit -> digit == '0') ? whole + rest : whole + '.' + last + rest;
  }
}
