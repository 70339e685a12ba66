package org.hawser.inference.api.context;

import java.util.List;
import java.util.Objects;

/// How the layers of one kind attend.
///
/// @param table rotation of queries and keys
/// @param spans what each row sees: at least one cell, and no cell in two spans; all of the same
///     number of rows
/// @param queryScale factor of a row's logits beside the model's own, one per row; null for 1
/// @param eviction which cells are given up once a prompt has been read, or null for none; not
///     together with spans of strongest cells
public record LayerPlan(RopeTable table, List<Span> spans, float[] queryScale, Eviction eviction) {
  public LayerPlan {
    Objects.requireNonNull(table);
    spans = List.copyOf(spans);
    queryScale = queryScale == null ? null : queryScale.clone();
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("A plan needs a span.");
    }
    if (eviction != null && spans.stream().anyMatch(span -> span.strongest() > 0)) {
      throw new StrategyRefusedException(
          "The strongest cells cannot be looked for among cells given up: use snapkv without topK.");
    }
    int rows = spans.getFirst().rows();
    if (spans.stream().anyMatch(span -> span.rows() != rows)
        || queryScale != null && queryScale.length != rows) {
      throw new IllegalArgumentException("Spans and query scales have as many rows as the plan.");
    }
    for (int row = 0; row < rows; row++) {
      requireDisjoint(spans, row);
    }
  }

  private static void requireDisjoint(List<Span> spans, int row) {
    boolean sees = false;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      sees |= span.to(row) > span.from(row);
      for (Span other : spans.subList(0, i)) {
        if (Math.max(span.from(row), other.from(row)) < Math.min(span.to(row), other.to(row))) {
          throw new IllegalArgumentException("Row " + row + " sees a cell in two spans.");
        }
      }
    }
    if (!sees) {
      throw new IllegalArgumentException("Row " + row + " sees no cell.");
    }
  }

  public int rows() {
    return spans.getFirst().rows();
  }

  @Override
  public float[] queryScale() {
    return queryScale == null ? null : queryScale.clone();
  }

  /// Factor of a row's logits.
  public float queryScale(int row) {
    return queryScale == null ? 1 : queryScale[row];
  }

  /// @throws IllegalArgumentException when the table has another number of pairs
  public LayerPlan withTable(RopeTable other) {
    if (other.pairs() != table.pairs()) {
      throw new IllegalArgumentException(
          "A RoPE table of " + table.pairs() + " pairs is needed, not of " + other.pairs() + ".");
    }
    return new LayerPlan(other, spans, queryScale, eviction);
  }

  public LayerPlan withSpans(List<Span> other) {
    return new LayerPlan(table, other, queryScale, eviction);
  }

  public LayerPlan withQueryScale(float[] other) {
    return new LayerPlan(table, spans, other, eviction);
  }

  public LayerPlan withEviction(Eviction other) {
    return new LayerPlan(table, spans, queryScale, other);
  }
}
