package org.hawser.inference.core.attention;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.core.attention.KeyRotations.Pages;
import org.hawser.inference.core.cache.CacheLayout;

/// One span for the rows of a run: what its queries and keys are turned by. Reused from run to run.
///
/// Only differences of positions count, so keys that all have one position stay as they are and
/// queries are turned that much less; and the table's magnitude, which queries and keys both have,
/// is put on the queries twice.
final class SpanRows {
  private final RopeTable table;
  private final Span span;
  private final int pairs;
  private int firstRow;
  private Pages keys;
  private MemorySegment angles = MemorySegment.NULL;
  private int from;
  private int to;

  SpanRows(LayerPlan plan, Span span) {
    this.table = plan.table();
    this.span = span;
    this.pairs = table.pairs();
  }

  /// @param firstRow row of the plan that is row 0 of the run
  /// @param rows rows of the run
  void prepare(int firstRow, int rows, KeyRotations rotations) {
    this.firstRow = firstRow;
    from = Integer.MAX_VALUE;
    to = 0;
    for (int row = 0; row < rows; row++) {
      if (sees(row)) {
        from = Math.min(from, from(row));
        to = Math.max(to, to(row));
      }
    }
    if (isEmpty()) {
      return;
    }
    boolean turned = pairs > 0 && span.keys().rule() != KeyPositions.Rule.CONSTANT;
    keys = turned ? rotations.pages(table, span.keys(), firstPage(), endPage()) : null;
    turnQueries(rows);
  }

  private void turnQueries(int rows) {
    long bytes = Math.max(1, 2L * pairs * rows) * Float.BYTES;
    if (angles.byteSize() < bytes) {
      angles = Arena.ofAuto().allocate(bytes, 64);
    }
    boolean constant = span.keys().rule() == KeyPositions.Rule.CONSTANT;
    double keyPosition = constant ? span.keys().b() : 0;
    double magnitude = table.magnitude() * table.magnitude();
    for (int row = 0; row < rows; row++) {
      if (sees(row)) {
        double position = span.queryPosition(firstRow + row) - keyPosition;
        for (int j = 0; j < pairs; j++) {
          double angle = position * table.frequency(j);
          long at = 2L * pairs * row + j;
          set(at, Math.cos(angle) * magnitude);
          set(at + pairs, Math.sin(angle) * magnitude);
        }
      }
    }
  }

  private void set(long index, double value) {
    angles.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
  }

  boolean isEmpty() {
    return to == 0;
  }

  boolean sees(int row) {
    return span.from(firstRow + row) < span.to(firstRow + row);
  }

  int from(int row) {
    return span.from(firstRow + row);
  }

  int to(int row) {
    return span.to(firstRow + row);
  }

  /// How many cells remain for each head, 0 for all.
  int strongest() {
    return span.strongest();
  }

  /// First page any row sees.
  int firstPage() {
    return from / CacheLayout.CELLS;
  }

  /// Page behind the last one any row sees.
  int endPage() {
    return (to + CacheLayout.CELLS - 1) / CacheLayout.CELLS;
  }

  /// Pairs of dimensions keys are turned in; 0 when they stay as they are.
  int keyPairs() {
    return keys == null ? 0 : pairs;
  }

  /// Rotation of the keys of a page, or null when they stay as they are.
  MemorySegment keyRotation(int page) {
    return keys == null ? null : keys.page(page);
  }

  /// Rotation of up to 64 keys by positions they were stored with, or null when they stay as they
  /// are.
  ///
  /// @param target receives it
  MemorySegment keyRotation(int[] positions, int first, int count, MemorySegment target) {
    return keys == null ? null : keys.gather(positions, first, count, target);
  }

  int pairs() {
    return pairs;
  }

  /// rows x (pairs cosines, pairs sines).
  MemorySegment queryAngles() {
    return angles;
  }

  long queryAnglesAt(int row) {
    return 2L * pairs * row * Float.BYTES;
  }

  /// Whether queries are turned back anew for each page, by [#pageAngles()].
  boolean turnsByPage() {
    return keys != null && keys.hasBases();
  }

  /// pages x (pairs cosines, pairs sines).
  MemorySegment pageAngles() {
    return keys.bases();
  }
}
