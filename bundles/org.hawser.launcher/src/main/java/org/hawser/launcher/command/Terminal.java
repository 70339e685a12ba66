package org.hawser.launcher.command;

import java.util.regex.Pattern;

/// Text on its way to a terminal: file names and documents must not steer it.
final class Terminal {
  private static final Pattern CONTROL =
      Pattern.compile("\\p{Cntrl}+", Pattern.UNICODE_CHARACTER_CLASS);

  private Terminal() {}

  /// The text in one line, control characters as blanks.
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll(" ").strip();
  }
}
