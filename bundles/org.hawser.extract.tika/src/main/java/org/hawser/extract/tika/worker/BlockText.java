package org.hawser.extract.tika.worker;

/// The raw text of one block as it grows. One of hundreds of thousands of characters is given out
/// in pieces: its parser may have megabytes of it.
final class BlockText {
  static final int LONGEST = 100_000;
  private static final int LONGEST_LINE = 10_000;
  private static final int LONGEST_WORD = 1_000;

  private final StringBuilder text = new StringBuilder();

  void append(char[] characters, int start, int length) {
    text.append(characters, start, length);
  }

  void append(char character) {
    text.append(character);
  }

  void prepend(String start) {
    text.insert(0, start);
  }

  boolean isTooLong() {
    return text.length() > LONGEST;
  }

  /// As much of a too long one as one block may hold, up to a line end or white space where there
  /// is one.
  String takeStart() {
    int end = end();
    String start = text.substring(0, end);
    text.delete(0, end);
    return start;
  }

  String takeAll() {
    String all = text.toString();
    text.setLength(0);
    return all;
  }

  private int end() {
    for (int i = LONGEST; i > LONGEST - LONGEST_LINE; i--) {
      if (text.charAt(i - 1) == '\n' || text.charAt(i - 1) == Lines.BREAK) {
        return i;
      }
    }
    for (int i = LONGEST; i > LONGEST - LONGEST_WORD; i--) {
      if (Character.isWhitespace(text.charAt(i - 1))) {
        return i;
      }
    }
    return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }
}
