package org.hawser.inference.api.context;

import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/// A run of cells that each query sees with one position for the query and one rule for the keys.
/// Cell c holds token c of the sequence, stored with position c; row r is the query of token r. All
/// spans of a row are under one softmax.
public final class Span {
  private final int[] from;
  private final int[] to;
  private final double[] queryPosition;
  private final KeyPositions keys;
  private final int strongest;

  private Span(int[] from, int[] to, double[] queryPosition, KeyPositions keys, int strongest) {
    this.from = from;
    this.to = to;
    this.queryPosition = queryPosition;
    this.keys = Objects.requireNonNull(keys);
    this.strongest = strongest;
  }

  /// A span given by functions of the row, which are evaluated now, for every row.
  ///
  /// @param rows rows 0..rows-1
  /// @param from first cell; clamped to 0
  /// @param to cell behind the last one, at most row + 1; a row with `to <= from` sees nothing here
  /// @param queryPosition position the query is rotated to, finite
  /// @param keys positions of the keys
  /// @throws IllegalArgumentException when a row would see a later cell
  public static Span of(
      int rows,
      IntUnaryOperator from,
      IntUnaryOperator to,
      IntToDoubleFunction queryPosition,
      KeyPositions keys) {
    int[] first = new int[rows];
    int[] end = new int[rows];
    double[] position = new double[rows];
    for (int row = 0; row < rows; row++) {
      first[row] = Math.max(0, from.applyAsInt(row));
      end[row] = Math.max(first[row], to.applyAsInt(row));
      position[row] = queryPosition.applyAsDouble(row);
      if (end[row] > row + 1 && end[row] > first[row] || !Double.isFinite(position[row])) {
        throw new IllegalArgumentException(
            "Row " + row + " of a span would see cells up to " + (end[row] - 1) + ".");
      }
    }
    return new Span(first, end, position, keys, 0);
  }

  /// Every row sees all cells up to its own, at the positions they have.
  public static Span causal(int rows) {
    return of(rows, row -> 0, row -> row + 1, row -> row, KeyPositions.STORED);
  }

  /// Every row sees the last `window` cells up to its own, at the positions they have.
  public static Span window(int rows, int window) {
    return of(rows, row -> row + 1 - window, row -> row + 1, row -> row, KeyPositions.STORED);
  }

  /// The same span, of which each head of each row sees only those cells whose logits are highest.
  ///
  /// @param count cells, at least 1
  public Span strongest(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one cell must remain, not " + count);
    }
    return new Span(from, to, queryPosition, keys, count);
  }

  public int rows() {
    return from.length;
  }

  /// First cell a row sees.
  public int from(int row) {
    return from[row];
  }

  /// Cell behind the last one a row sees; equal to [#from] when it sees none.
  public int to(int row) {
    return to[row];
  }

  /// Position a row's query is rotated to.
  public double queryPosition(int row) {
    return queryPosition[row];
  }

  public KeyPositions keys() {
    return keys;
  }

  /// How many cells remain, 0 for all.
  public int strongest() {
    return strongest;
  }

  /// Whether every row sees all cells up to its own at the positions they have.
  public boolean isCausal() {
    if (keys.rule() != KeyPositions.Rule.STORED || strongest != 0) {
      return false;
    }
    for (int row = 0; row < from.length; row++) {
      if (from[row] != 0 || to[row] != row + 1 || queryPosition[row] != row) {
        return false;
      }
    }
    return true;
  }
}
