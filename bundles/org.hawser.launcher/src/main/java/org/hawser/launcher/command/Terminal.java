package org.hawser.launcher.command;

import java.util.regex.Pattern;

/// Text on its way to a terminal: file names and documents must not steer it.
final class Terminal {
  private static final Pattern CONTROL =
      Pattern.compile("\\p{Cntrl}+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern CONTROL_IN_TEXT =
      Pattern.compile("[\\p{Cntrl}&&[^\n\t]]", Pattern.UNICODE_CHARACTER_CLASS);

  private Terminal() {}

  /// The text with its lines, other control characters left out.
  static String text(String text) {
    return CONTROL_IN_TEXT.matcher(text).replaceAll("");
  }

  /// The text in one line, control characters as blanks.
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll(" ").strip();
  }
}
