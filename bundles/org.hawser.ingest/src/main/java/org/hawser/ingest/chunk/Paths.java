package org.hawser.ingest.chunk;

import java.util.ArrayList;
import java.util.List;

/// Heading paths.
final class Paths {
  private Paths() {}

  /// The path that is true for all of a chunk: what the paths of its units have in common. Headings
  /// count only in a chunk that consists of nothing else.
  static List<String> of(List<Unit> units) {
    List<String> common = null;
    for (Unit unit : units) {
      if (!unit.isHeading()) {
        common = common == null ? unit.headingPath() : common(common, unit.headingPath());
      }
    }
    return common == null ? units.getFirst().headingPath() : common;
  }

  static List<String> common(List<String> a, List<String> b) {
    List<String> common = new ArrayList<>();
    for (int i = 0; i < Math.min(a.size(), b.size()) && a.get(i).equals(b.get(i)); i++) {
      common.add(a.get(i));
    }
    return common;
  }
}
