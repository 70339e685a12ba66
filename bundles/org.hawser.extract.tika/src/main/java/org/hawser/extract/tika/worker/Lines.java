package org.hawser.extract.tika.worker;

import java.util.ArrayList;
import java.util.List;

/// Turns the lines a parser gives into readable text.
final class Lines {
  /// Stands for a line break the author made, in the raw text of a block.
  static final char BREAK = '\u2028';

  private static final double WRAPPED = 0.6;
  private static final int SHORTEST_WRAPPED = 40;

  private Lines() {}

  /// All white space and control characters collapsed to single spaces.
  static String oneLine(CharSequence raw) {
    StringBuilder out = new StringBuilder(raw.length());
    boolean space = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (blank(c)) {
        space = true;
        continue;
      }
      if (space && !out.isEmpty()) {
        out.append(' ');
      }
      space = false;
      if (!invisible(c)) {
        out.append(sound(raw, i));
      }
    }
    return out.toString();
  }

  /// White space collapsed within lines; only the author's breaks remain line ends.
  static String collapse(CharSequence raw) {
    return String.join("\n", split(raw, BREAK, BREAK));
  }

  /// Every line end kept, white space collapsed within lines.
  static String keep(CharSequence raw) {
    return String.join("\n", split(raw, BREAK, '\n'));
  }

  /// Lines wrapped at a margin joined again, words hyphenated at a line end mended; a line that
  /// ends well before the margin keeps its break.
  static String unwrap(CharSequence raw) {
    List<String> lines = split(raw);
    return unwrap(lines, lines.stream().mapToInt(String::length).max().orElse(0));
  }

  /// @param lines without outer white space, none empty
  /// @param margin characters of a full line
  static String unwrap(List<String> lines, int margin) {
    double full = WRAPPED * Math.max(SHORTEST_WRAPPED, margin);
    StringBuilder out = new StringBuilder();
    String previous = "";
    for (String line : lines) {
      if (!previous.isEmpty()) {
        join(out, previous, line, previous.length() >= full);
      }
      out.append(line);
      previous = line;
    }
    return out.toString();
  }

  /// The lines of a raw text: white space collapsed, empty ones left out.
  static List<String> split(CharSequence raw) {
    return split(raw, BREAK, '\n');
  }

  /// Text as it stands, without control characters and outer empty lines.
  static String verbatim(CharSequence raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == BREAK || c == '\n') {
        out.append('\n');
      } else if (c != '\r' && !invisible(c)) {
        out.append(c != '\t' && Character.isISOControl(c) ? ' ' : sound(raw, i));
      }
    }
    String text = out.toString().stripTrailing();
    int line = 0;
    for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
      line = text.charAt(i) == '\n' ? i + 1 : line;
    }
    return text.substring(line);
  }

  private static void join(StringBuilder out, String previous, String line, boolean wrapped) {
    boolean continues = Character.isLowerCase(line.codePointAt(0));
    boolean hyphen =
        previous.endsWith("-")
            && previous.length() > 1
            && Character.isLetter(previous.charAt(previous.length() - 2));
    if (hyphen && continues) {
      out.setLength(out.length() - 1);
    } else if (!hyphen) {
      out.append(wrapped || continues ? ' ' : '\n');
    }
  }

  /// Non-empty lines with white space collapsed.
  private static List<String> split(CharSequence raw, char end, char otherEnd) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= raw.length(); i++) {
      if (i == raw.length() || raw.charAt(i) == end || raw.charAt(i) == otherEnd) {
        String line = oneLine(raw.subSequence(start, i));
        if (!line.isEmpty()) {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    return lines;
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /// Soft hyphen, zero-width space, byte order mark, non-characters: nobody can search for them.
  private static boolean invisible(char c) {
    return c == '\u00ad' || c == '\u200b' || c == '\ufeff' || c >= '\ufffe';
  }

  /// The character, or the replacement character for half a surrogate pair.
  private static char sound(CharSequence raw, int index) {
    char c = raw.charAt(index);
    if (!Character.isSurrogate(c)) {
      return c;
    }
    boolean paired =
        Character.isHighSurrogate(c)
            ? index + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(index + 1))
            : index > 0 && Character.isHighSurrogate(raw.charAt(index - 1));
    return paired ? c : '\ufffd';
  }
}
