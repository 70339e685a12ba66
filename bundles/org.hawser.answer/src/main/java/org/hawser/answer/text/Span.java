package org.hawser.answer.text;

/// A stretch `[start, end)` of a text, in UTF-16 characters.
public record Span(int start, int end) {
  public int length() {
    return end - start;
  }

  public String of(String text) {
    return text.substring(start, end);
  }

  public Span shift(int by) {
    return new Span(start + by, end + by);
  }

  /// This stretch without white space at its ends; empty when it is all white space.
  public Span trim(String text) {
    int from = start;
    int to = end;
    while (from < to && blank(text.charAt(from))) {
      from++;
    }
    while (to > from && blank(text.charAt(to - 1))) {
      to--;
    }
    return new Span(from, to);
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }
}
