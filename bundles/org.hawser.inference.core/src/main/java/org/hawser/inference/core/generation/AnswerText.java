package org.hawser.inference.core.generation;

import java.util.function.Consumer;
import org.hawser.inference.api.text.Detokenizer;
import org.hawser.inference.core.sampling.StopStrings;

/// The text of one answer, handed on in whole characters up to a stop string.
final class AnswerText {
  private final Detokenizer detokenizer;
  private final SpelledMarkers markers;
  private final StopStrings stops;
  private final Consumer<String> pieces;
  private final StringBuilder text = new StringBuilder();

  AnswerText(
      Detokenizer detokenizer, SpelledMarkers markers, StopStrings stops, Consumer<String> pieces) {
    this.detokenizer = detokenizer;
    this.markers = markers;
    this.stops = stops;
    this.pieces = pieces;
  }

  /// @return whether the text has reached a stop string
  boolean append(int id) {
    hand(stops.append(markers.append(detokenizer.append(id))));
    return stops.stopped();
  }

  void finish() {
    hand(stops.append(markers.append(detokenizer.finish()) + markers.finish()));
    hand(stops.finish());
  }

  private void hand(String piece) {
    if (!piece.isEmpty()) {
      text.append(piece);
      pieces.accept(piece);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
