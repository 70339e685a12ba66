package org.hawser.inference.core.attention;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.core.cache.KeyValueCache;

/// The rows of one sequence in a run of several: the last cells of its cache. Belongs to a sequence
/// and is used anew for each of its runs.
public final class SequenceRows {
  private final List<String> kinds;
  private final List<List<SpanRows>> spans = new ArrayList<>();
  private KeyValueCache cache;
  private List<LayerPlan> plans = List.of();
  private AttentionPlan plan;
  private int firstRow;
  private int rows;

  /// @param kinds names of the model's kinds of layers
  public SequenceRows(List<String> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /// Says which rows come next.
  ///
  /// @param plan at least as many rows as the cache has cells
  /// @param cache holds the cells of the rows already
  /// @param firstRow row of the run that is the first of this sequence
  /// @param rows cells at the end of the cache
  public void set(AttentionPlan plan, KeyValueCache cache, int firstRow, int rows) {
    this.cache = cache;
    this.firstRow = firstRow;
    this.rows = rows;
    if (plan != this.plan) {
      this.plan = plan;
      plans = kinds.stream().map(plan::layer).toList();
      spans.clear();
      for (LayerPlan ofKind : plans) {
        spans.add(ofKind.spans().stream().map(span -> new SpanRows(ofKind, span)).toList());
      }
    }
  }

  void prepare(KeyRotations rotations) {
    for (List<SpanRows> ofKind : spans) {
      for (SpanRows span : ofKind) {
        span.prepare(firstCell(), rows, rotations);
      }
    }
  }

  List<SpanRows> spans(int kind) {
    return spans.get(kind);
  }

  /// Factor of the logits of a row.
  float queryScale(int kind, int row) {
    return plans.get(kind).queryScale(firstCell() + row);
  }

  public KeyValueCache cache() {
    return cache;
  }

  /// Cell of the first row.
  public int firstCell() {
    return cache.size() - rows;
  }

  /// Row of the run that is the first of this sequence.
  public int firstRow() {
    return firstRow;
  }

  public int rows() {
    return rows;
  }
}
