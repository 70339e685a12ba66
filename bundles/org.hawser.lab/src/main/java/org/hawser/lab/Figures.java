package org.hawser.lab;

import java.util.List;
import java.util.Map;

/// One kind of measurement, and how it is shown.
interface Figures {
  /// Measures one strategy.
  ///
  /// @return figures by name, ready for JSON
  Map<String, Object> measure(String strategy, int length);

  /// Headings of the table's columns behind the strategy.
  List<String> headings(List<Integer> lengths);

  /// Cells below the headings.
  ///
  /// @param byLength what was measured at each length
  List<String> cells(Map<Integer, Map<String, Object>> byLength);
}
