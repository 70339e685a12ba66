package org.hawser.answer.write;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees to the markers of an answer while it streams: `[1, 2]`, `[1-2]`, `[source 1, source 2]`
/// and `【1】【2】` become `[1][2]`, and markers of no source go. Text that may become a marker waits
/// until it is one or not; one that the end of the answer cuts off goes. White space at both ends
/// of the answer goes too. Used by one thread.
final class CitationFilter {
  private static final int LONGEST_MARKER = 60;
  private static final int LONGEST_RANGE = 100;
  private static final String NUMBER =
      "\\^?(?:(?:sources?|quellen?|fuentes?|fontes?)\\h*)?#?\\d{1,9}";
  private static final String NUMBERS =
      "\\h*" + NUMBER + "(?:(?:\\h*(?:[,;&–-]|and|und|et|y))+\\h*" + NUMBER + ")*\\h*";
  private static final Pattern WHOLE =
      Pattern.compile(
          "[\\[【]{2}" + NUMBERS + "[]】]{2}|[\\[【]" + NUMBERS + "[]】]", Pattern.CASE_INSENSITIVE);
  private static final Pattern RANGE_OR_NUMBER =
      Pattern.compile("(\\d+)(?:\\h*[–-]\\h*\\D{0,10}?(\\d+))?");

  private final Set<Integer> known;
  private final Set<Integer> removed = new TreeSet<>();
  private final StringBuilder waiting = new StringBuilder();
  private boolean begun;

  /// @param known numbers that may be cited
  CitationFilter(Set<Integer> known) {
    this.known = Set.copyOf(known);
  }

  /// @return what can be handed on, perhaps nothing
  String append(String piece) {
    waiting.append(piece);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < waiting.length()) {
      int end = open(waiting.charAt(at)) ? markerEnd(at) : at + 1;
      if (end < 0) {
        break;
      }
      take(out, waiting.substring(at, end));
      at = end;
    }
    waiting.delete(0, at);
    return settled(out);
  }

  /// @return what was still held back
  String finish() {
    String rest = waiting.toString();
    waiting.setLength(0);
    int start = rest.length() - rest.stripLeading().length();
    if (start < rest.length() && open(rest.charAt(start)) && begins(rest, start)) {
      rest = "";
    }
    return begun ? rest.stripTrailing() : rest.strip();
  }

  /// Numbers of markers that were removed.
  Set<Integer> removed() {
    return removed;
  }

  /// One past a marker's end, or past its first character when it cannot be one; -1 when that does
  /// not show yet.
  private int markerEnd(int start) {
    Matcher marker = WHOLE.matcher(waiting).region(start, waiting.length());
    if (marker.lookingAt()) {
      return marker.end();
    }
    return begins(waiting, start) ? -1 : start + 1;
  }

  /// Whether more text could make a marker of what stands there.
  private static boolean begins(CharSequence text, int start) {
    Matcher marker = WHOLE.matcher(text).region(start, text.length());
    return text.length() - start < LONGEST_MARKER && !marker.lookingAt() && marker.hitEnd();
  }

  /// A marker that goes takes the space in front of it along, but no line's end.
  private void take(StringBuilder out, String text) {
    String resolved = text.length() == 1 ? text : resolved(text);
    if (resolved.isEmpty()) {
      while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
        out.setLength(out.length() - 1);
      }
    }
    out.append(resolved);
  }

  private String resolved(String text) {
    StringBuilder markers = new StringBuilder();
    Matcher numbers = RANGE_OR_NUMBER.matcher(text);
    while (numbers.find()) {
      int first = Integer.parseInt(numbers.group(1));
      int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
      cite(markers, first);
      for (int n = first + 1; n < Math.min(last, first + LONGEST_RANGE); n++) {
        cite(markers, n);
      }
      if (last != first) {
        cite(markers, last);
      }
    }
    return markers.toString();
  }

  private void cite(StringBuilder markers, int number) {
    if (known.contains(number)) {
      markers.append('[').append(number).append(']');
    } else {
      removed.add(number);
    }
  }

  /// White space at the end waits: the answer may be over.
  private String settled(StringBuilder out) {
    String text = begun ? out.toString() : out.toString().stripLeading();
    String firm = text.stripTrailing();
    waiting.insert(0, text.substring(firm.length()));
    begun |= !firm.isEmpty();
    return firm;
  }

  private static boolean open(char c) {
    return c == '[' || c == '【';
  }
}
