package org.hawser.inference.core.sampling;

import java.util.List;

/// Ends a text before the first of several strings, however it is cut into pieces. Text that could
/// begin such a string is held back. Used by one thread at a time.
public final class StopStrings {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean stopped;

  /// @param stops none of them empty
  public StopStrings(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /// Takes the next piece.
  ///
  /// @return text that is certainly before any stop string
  public String append(String piece) {
    if (stopped) {
      return "";
    }
    held.append(piece);
    int end = firstStop();
    stopped = end >= 0;
    return take(stopped ? end : held.length() - possibleStart());
  }

  /// Whether a stop string was found; nothing more comes.
  public boolean stopped() {
    return stopped;
  }

  /// Ends the text.
  ///
  /// @return what was held back
  public String finish() {
    return stopped ? "" : take(held.length());
  }

  private String take(int end) {
    String text = held.substring(0, end);
    held.delete(0, stopped ? held.length() : end);
    return text;
  }

  private int firstStop() {
    int first = -1;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  /// Length of the longest end of the text that begins a stop string.
  private int possibleStart() {
    int longest = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
        if (held.substring(held.length() - length).equals(stop.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
