package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.math.Matrix;

/// The queries of a tile for one span, scaled and turned, and which cells each of them sees.
/// Belongs to a tile.
final class TileQueries {
  private static final int CELLS = CacheLayout.CELLS;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final AttentionShape shape;
  private final TileMath math;
  private final int width;
  private final float[] scaled;
  private final float[] angles;

  /// Lines of `width` numbers, turned.
  final float[] turned;

  private final int[] from;
  private final int[] to;
  private final int[] planFrom;
  private final int[] planTo;

  TileQueries(AttentionShape shape, TileMath math, int lines, int width) {
    this.shape = shape;
    this.math = math;
    this.width = width;
    this.scaled = new float[lines * width];
    this.turned = new float[lines * width];
    this.angles = new float[shape.headSize()];
    this.from = new int[lines];
    this.to = new int[lines];
    this.planFrom = new int[lines];
    this.planTo = new int[lines];
  }

  /// Reads and scales the queries, and which cells they see.
  void load(AttentionTask task, int kind, SpanRows span, Matrix source) {
    int line = 0;
    for (int head = task.head(); head < task.head() + task.heads(); head++) {
      for (int row = task.firstRow(); row < task.firstRow() + task.rows(); row++) {
        boolean sees = span.sees(row);
        float scale = (float) (shape.scale() * task.sequence().queryScale(kind, row));
        for (int i = 0; i < shape.group(); i++, line++) {
          from[line] = sees ? span.from(row) : 0;
          to[line] = sees ? span.to(row) : 0;
          int column = (head * shape.group() + i) * shape.headSize();
          long at = source.at(task.sequence().firstRow() + row, column);
          scale(source.data(), at, line * width, scale);
        }
      }
    }
    if (!span.turnsByPage()) {
      turn(task, span, null, 0);
    }
  }

  private void scale(MemorySegment source, long at, int first, float scale) {
    MemorySegment.copy(source, FLOAT, at, scaled, first, shape.headSize());
    for (int j = first; j < first + shape.headSize(); j++) {
      scaled[j] *= scale;
    }
  }

  /// Turns queries, back by the angles of a page where there are any.
  void turn(AttentionTask task, SpanRows span, MemorySegment page, long pageAt) {
    int pairs = span.pairs();
    int group = shape.group();
    for (int row = 0; row < task.rows(); row++) {
      long at = span.queryAnglesAt(task.firstRow() + row);
      math.angles(span.queryAngles(), at, page, pageAt, pairs, angles);
      for (int head = 0; head < task.heads(); head++) {
        int first = (head * task.rows() + row) * group;
        for (int line = first; line < first + group; line++) {
          math.turn(scaled, line * width, angles, pairs, shape.headSize(), turned);
        }
      }
    }
  }

  /// Turns queries back by a page, where keys are turned by their place in it only.
  void turn(AttentionTask task, SpanRows span, int page) {
    if (span.turnsByPage()) {
      long at = 2L * span.pairs() * Float.BYTES * page;
      turn(task, span, span.pageAngles(), at);
    }
  }

  /// Counts cells seen by their numbers among some, until [#behind].
  ///
  /// @param positions of these cells, ascending
  void among(int[] positions, int firstLine, int endLine) {
    for (int line = firstLine; line < endLine; line++) {
      planFrom[line] = from[line];
      planTo[line] = to[line];
      from[line] = number(positions, from[line]);
      to[line] = number(positions, to[line]);
    }
  }

  private static int number(int[] positions, int cell) {
    int found = Arrays.binarySearch(positions, cell);
    return found < 0 ? -found - 1 : found;
  }

  /// Counts cells by their own numbers again, and sees only those from `end` on.
  void behind(int end, int lines) {
    for (int line = 0; line < lines; line++) {
      from[line] = Math.max(planFrom[line], end);
      to[line] = planTo[line];
    }
  }

  boolean anySees(int lines, int page) {
    for (int line = 0; line < lines; line++) {
      if (from[line] < (page + 1) * CELLS && to[line] > page * CELLS) {
        return true;
      }
    }
    return false;
  }

  int firstSeen(int line, int page) {
    return Math.max(0, from[line] - page * CELLS);
  }

  int endSeen(int line, int page) {
    return Math.min(CELLS, to[line] - page * CELLS);
  }
}
