package org.hawser.launcher.evaluation;

import java.util.BitSet;
import java.util.List;

/// Evidence, looked up in the documents.
///
/// @param evidence what was to be found
/// @param documentId the document it is in
/// @param places where its quote stands, each as good as the others; empty when only document and
///     page are known
record KnownPlace(Evidence evidence, String documentId, List<Place> places) {
  KnownPlace {
    places = List.copyOf(places);
  }

  /// Share of it that places cover, 0..1; of several places with the same words, the best one.
  double coveredBy(List<Place> some) {
    return places.isEmpty()
        ? some.stream().anyMatch(this::touches) ? 1 : 0
        : places.stream().mapToDouble(place -> covered(place, some)).max().orElseThrow();
  }

  private static double covered(Place place, List<Place> some) {
    BitSet covered = new BitSet();
    for (Place each : some) {
      if (place.overlap(each) > 0) {
        covered.set(Math.max(place.start(), each.start()), Math.min(place.end(), each.end()));
      }
    }
    return (double) covered.cardinality() / (place.end() - place.start());
  }

  /// Whether a place has to do with it.
  boolean touches(Place other) {
    return places.isEmpty()
        ? evidence.names(other.path()) && (evidence.page() == 0 || evidence.page() == other.page())
        : places.stream().anyMatch(place -> place.overlap(other) > 0);
  }
}
