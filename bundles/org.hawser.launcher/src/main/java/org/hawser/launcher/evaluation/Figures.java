package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes figures into a report.
final class Figures {
  private static final double DIGITS = 1e4;

  private Figures() {}

  /// Writes the mean, to four digits behind the point; nothing when nothing was measured.
  static void put(ObjectNode json, String name, Mean figures) {
    if (figures.count() > 0) {
      put(json, name, figures.mean());
    }
  }

  static void put(ObjectNode json, String name, double value) {
    json.put(name, Math.round(value * DIGITS) / DIGITS);
  }
}
