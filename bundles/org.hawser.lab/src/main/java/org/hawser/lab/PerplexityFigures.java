package org.hawser.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Perplexity of whole documents, of their ends, and by position.
///
/// @param window tokens the model was made for, from which the buckets of positions follow
/// @param byPosition whether the table shows buckets of the longest documents
record PerplexityFigures(PerplexityMeasure measure, int window, boolean byPosition)
    implements Figures {
  /// Last tokens of a document that are told apart.
  private static final int TAIL = 128;

  private static final double MANY = 1e5;

  @Override
  public Map<String, Object> measure(String strategy, int length) {
    PositionLosses losses = measure.measure(strategy, length);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("nll", rounded(losses.mean()));
    figures.put("tail_nll", rounded(losses.tail(TAIL)));
    figures.put("perplexity", Math.exp(losses.mean()));
    List<Object> buckets = new ArrayList<>();
    List<Integer> edges = edges(window, length);
    for (int i = 1; i < edges.size(); i++) {
      // Position 0 has nothing before it to be predicted from.
      double nll = losses.mean(Math.max(1, edges.get(i - 1)), edges.get(i));
      Map<String, Object> bucket = new LinkedHashMap<>();
      bucket.put("from", edges.get(i - 1));
      bucket.put("to", edges.get(i));
      bucket.put("nll", rounded(nll));
      bucket.put("perplexity", Math.exp(nll));
      buckets.add(bucket);
    }
    figures.put("buckets", buckets);
    return figures;
  }

  /// Positions where buckets end: 1, 2, 4, 8, ... windows and the length.
  static List<Integer> edges(int window, int length) {
    List<Integer> edges = new ArrayList<>(List.of(0));
    for (long edge = window; edge < length; edge *= 2) {
      edges.add((int) edge);
    }
    edges.add(length);
    return edges;
  }

  @Override
  public List<String> headings(List<Integer> lengths) {
    List<String> headings = new ArrayList<>();
    if (byPosition) {
      List<Integer> edges = edges(window, lengths.getLast());
      for (int i = 1; i < edges.size(); i++) {
        headings.add(edges.get(i - 1) + ".." + (edges.get(i) - 1));
      }
    } else {
      lengths.forEach(length -> headings.addAll(List.of(Integer.toString(length), "its end")));
    }
    return headings;
  }

  @Override
  public List<String> cells(Map<Integer, Map<String, Object>> byLength) {
    List<String> cells = new ArrayList<>();
    if (byPosition) {
      int longest = byLength.keySet().stream().mapToInt(length -> length).max().orElseThrow();
      for (Object bucket : (List<?>) byLength.get(longest).get("buckets")) {
        cells.add(shown((double) ((Map<?, ?>) bucket).get("perplexity")));
      }
    } else {
      for (Map<String, Object> figures : byLength.values()) {
        cells.add(shown((double) figures.get("perplexity")));
        cells.add(shown(Math.exp((double) figures.get("tail_nll"))));
      }
    }
    return cells;
  }

  private static String shown(double perplexity) {
    return String.format(Locale.ROOT, perplexity < MANY ? "%.2f" : "%.2e", perplexity);
  }

  private static double rounded(double nll) {
    return Math.rint(nll * 1e4) / 1e4;
  }
}
