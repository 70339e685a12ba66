package org.hawser.inference.core.generation;

import java.util.List;
import java.util.stream.IntStream;
import org.hawser.inference.api.text.GenerationTokenizer;

/// Takes special tokens out of a text in which a model spelled them in the letters of other tokens,
/// as models do that met them as text when they were trained. Text that could begin one is held
/// back. Used by one thread at a time.
final class SpelledMarkers {
  private final List<String> markers;
  private final StringBuilder held = new StringBuilder();

  /// @param markers none of them empty
  SpelledMarkers(List<String> markers) {
    this.markers = List.copyOf(markers);
  }

  /// How a vocabulary spells the special tokens that end an answer, or the others; those that look
  /// like words are none.
  static List<String> of(GenerationTokenizer tokenizer, boolean ends) {
    return IntStream.range(0, tokenizer.vocabularySize())
        .filter(id -> tokenizer.isSpecial(id) && tokenizer.endTokenIds().contains(id) == ends)
        .mapToObj(tokenizer::token)
        .filter(SpelledMarkers::isBracketed)
        .toList();
  }

  /// Those that hold none of the stop strings, which must be seen to stop.
  static List<String> without(List<String> markers, List<String> stopStrings) {
    return markers.stream().filter(m -> stopStrings.stream().noneMatch(m::contains)).toList();
  }

  private static boolean isBracketed(String token) {
    return token.length() > 2
        && (token.startsWith("<") && token.endsWith(">")
            || token.startsWith("[") && token.endsWith("]"));
  }

  /// Takes the next piece.
  ///
  /// @return text that holds no marker and begins none
  String append(String piece) {
    held.append(piece);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < held.length()) {
      int skipped = possible(held.charAt(at)) ? markerEnd(at) : at;
      if (skipped > held.length()) {
        break;
      }
      if (skipped == at) {
        text.append(held.charAt(at++));
      }
      at = Math.max(at, skipped);
    }
    held.delete(0, at);
    return text.toString();
  }

  /// Ends the text.
  ///
  /// @return what was held back
  String finish() {
    String rest = held.toString();
    held.setLength(0);
    for (String marker : markers) {
      rest = rest.replace(marker, "");
    }
    return rest;
  }

  private boolean possible(char first) {
    return (first == '<' || first == '[') && !markers.isEmpty();
  }

  /// One past the longest marker that begins there, past the text when it ends within one; the
  /// same place when none does.
  private int markerEnd(int start) {
    String rest = held.substring(start);
    int end = start;
    for (String marker : markers) {
      if (rest.startsWith(marker) || marker.startsWith(rest)) {
        end = Math.max(end, start + marker.length());
      }
    }
    return end;
  }
}
