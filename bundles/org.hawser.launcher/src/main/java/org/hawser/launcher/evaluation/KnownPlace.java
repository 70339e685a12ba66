package org.hawser.launcher.evaluation;

import java.util.BitSet;
import java.util.List;

/// Evidence, looked up in the documents.
///
/// @param evidence what was to be found
/// @param place where its quote stands, null when only document and page are known
record KnownPlace(Evidence evidence, Place place) {
  /// Share of it that places cover, 0..1.
  double coveredBy(List<Place> places) {
    if (place == null) {
      return places.stream().anyMatch(this::touches) ? 1 : 0;
    }
    BitSet covered = new BitSet();
    for (Place each : places) {
      if (place.overlap(each) > 0) {
        covered.set(Math.max(place.start(), each.start()), Math.min(place.end(), each.end()));
      }
    }
    return (double) covered.cardinality() / (place.end() - place.start());
  }

  /// Whether a place has to do with it.
  boolean touches(Place other) {
    if (place != null) {
      return place.overlap(other) > 0;
    }
    return evidence.names(other.path())
        && (evidence.page() == 0 || evidence.page() == other.page());
  }
}
