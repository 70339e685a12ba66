package org.hawser.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Share of hidden keys that were found.
record PasskeyFigures(PasskeyMeasure measure) implements Figures {
  @Override
  public Map<String, Object> measure(String strategy, int length) {
    boolean[] found = measure.measure(strategy, length);
    int count = 0;
    for (boolean one : found) {
      count += one ? 1 : 0;
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("passkey", Math.rint(1e3 * count / found.length) / 1e3);
    figures.put("found", count);
    figures.put("samples", found.length);
    figures.put("foundByDepth", found);
    return figures;
  }

  @Override
  public List<String> headings(List<Integer> lengths) {
    return lengths.stream().map(length -> Integer.toString(length)).toList();
  }

  @Override
  public List<String> cells(Map<Integer, Map<String, Object>> byLength) {
    return byLength.values().stream()
        .map(figures -> figures.get("found") + "/" + figures.get("samples"))
        .toList();
  }
}
