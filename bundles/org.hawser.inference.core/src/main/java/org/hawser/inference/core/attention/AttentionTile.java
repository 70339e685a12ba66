package org.hawser.inference.core.attention;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.KeptCells;
import org.hawser.inference.core.cache.KeyValueCache;
import org.hawser.inference.core.math.Matrix;

/// Attention of some rows of a sequence with the query heads of some key-value heads. Pages are
/// read and rotated once for all of them, under one online softmax over all spans. Belongs to a
/// worker.
///
/// A line is one query head of one row. Lines of a key-value head follow each other, row by row.
final class AttentionTile {
  private static final int CELLS = CacheLayout.CELLS;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /// Lines of a tile, unless one row alone has more.
  static final int LINES = 128;

  private final AttentionShape shape;
  private final CacheLayout layout;
  private final TileMath math;
  private final TileQueries queries;
  private final int width;
  private final MemorySegment keys;
  private final MemorySegment values;
  private final MemorySegment turns;
  private final float[] scores;
  private final StrongestCells strongest;
  final SoftmaxState state;

  AttentionTile(AttentionShape shape, CacheLayout layout, TileMath math, Arena arena) {
    this.shape = shape;
    this.layout = layout;
    this.math = math;
    int lines = Math.max(LINES, shape.group());
    this.width = layout.width();
    this.queries = new TileQueries(shape, math, lines, width);
    this.keys = arena.allocate((long) shape.headSize() * CELLS * Float.BYTES, 64);
    this.values = arena.allocate((long) width * CELLS * Float.BYTES, 64);
    this.turns = arena.allocate((long) shape.headSize() * CELLS * Float.BYTES, 64);
    this.scores = new float[TileMath.ROWS * CELLS];
    this.state =
        new SoftmaxState(lines, width, arena.allocate(SoftmaxState.bytes(lines, width), 64));
    this.strongest = new StrongestCells(lines);
  }

  /// Rows of a sequence a tile takes at most.
  static int rows(AttentionShape shape) {
    return Math.max(1, LINES / shape.group());
  }

  /// Gathers weighted values and weights of all lines in [#state].
  ///
  /// @param task rows, heads, and which pages
  /// @param source rows of the run: query heads in front
  void gather(AttentionTask task, int layer, int kind, Matrix source) {
    state.clear(task.lines(shape));
    for (SpanRows span : task.sequence().spans(kind)) {
      if (!span.isEmpty()) {
        queries.load(task, kind, span, source);
        if (span.strongest() == 0) {
          forPages(task, layer, kind, span, this::addPage);
        } else {
          findStrongest(task, layer, kind, span);
          addStrongest(task, layer, kind);
        }
      }
    }
  }

  /// What is done with a page whose keys have been read and turned for one key-value head.
  private interface PageAction {
    /// @param firstLine first line of the head
    /// @param endLine behind its last one
    /// @param page by whose number lines see cells
    /// @param at where keys of the head begin
    /// @param candidate number of its first cell among all the head has
    void take(int firstLine, int endLine, int page, MemorySegment memory, long at, int candidate);
  }

  /// Takes all pages of a task that its lines see, those of single cells that remained first.
  private void forPages(AttentionTask task, int layer, int kind, SpanRows span, PageAction action) {
    KeyValueCache cache = task.sequence().cache();
    KeptCells kept = cache.kept(kind);
    if (kept != null) {
      forKept(task, layer, span, kept, action);
    }
    int ofHead = task.rows() * shape.group();
    for (int page = span.firstPage(); page < span.endPage(); page++) {
      if (task.takes(page) && queries.anySees(ofHead, page)) {
        MemorySegment memory = cache.page(kind, page);
        queries.turn(task, span, page);
        for (int head = 0; head < task.heads(); head++) {
          long at = cache.at(layer, task.head() + head);
          math.keys(layout, memory, at, span.keyPairs(), span.keyRotation(page), keys);
          int candidate = PromptVotes.candidate(kept, page * CELLS);
          action.take(head * ofHead, (head + 1) * ofHead, page, memory, at, candidate);
        }
      }
    }
  }

  private void forKept(
      AttentionTask task, int layer, SpanRows span, KeptCells kept, PageAction action) {
    int ofHead = task.rows() * shape.group();
    if (span.turnsByPage()) {
      queries.turn(task, span, null, 0);
    }
    for (int head = 0; head < task.heads(); head++) {
      int[] positions = kept.positions(layer, task.head() + head);
      long at = task.sequence().cache().at(layer, task.head() + head);
      queries.among(positions, head * ofHead, (head + 1) * ofHead);
      for (int page = 0; page < kept.pages(); page++) {
        if (task.takes(page)) {
          int first = page * CELLS;
          int count = Math.min(CELLS, positions.length - first);
          MemorySegment rotation = span.keyRotation(positions, first, count, turns);
          math.keys(layout, kept.page(page), at, span.keyPairs(), rotation, keys);
          action.take(head * ofHead, (head + 1) * ofHead, page, kept.page(page), at, first);
        }
      }
    }
    queries.behind(kept.end(), task.lines(shape));
  }

  private void addPage(
      int firstLine, int endLine, int page, MemorySegment memory, long at, int candidate) {
    math.values(layout, memory, at, values);
    for (int line = firstLine; line < endLine; line += TileMath.ROWS) {
      addBlock(line, Math.min(TileMath.ROWS, endLine - line), page, memory, at);
    }
  }

  /// Adds to the votes for each cell the probability every line gives it.
  ///
  /// @param task all pages of the rows that vote, with one key-value head
  /// @param votes by candidate; cells behind the last one do not count
  void vote(AttentionTask task, int layer, int kind, Matrix source, float[] votes) {
    gather(task, layer, kind, source);
    for (SpanRows span : task.sequence().spans(kind)) {
      if (!span.isEmpty()) {
        queries.load(task, kind, span, source);
        forPages(
            task,
            layer,
            kind,
            span,
            (first, end, page, memory, at, candidate) -> {
              for (int line = first; line < end; line++) {
                float all = state.weights(line);
                float most = state.largest[line];
                score(
                    line,
                    page,
                    memory,
                    at,
                    (cell, score) -> {
                      if (candidate + cell < votes.length) {
                        votes[candidate + cell] += (float) Math.exp(score - most) / all;
                      }
                    });
              }
            });
      }
    }
  }

  /// Adds the cells of a page to a few lines.
  private void addBlock(int line, int count, int page, MemorySegment memory, long at) {
    int first = CELLS;
    int end = 0;
    for (int i = line; i < line + count; i++) {
      if (queries.firstSeen(i, page) < queries.endSeen(i, page)) {
        first = Math.min(first, queries.firstSeen(i, page));
        end = Math.max(end, queries.endSeen(i, page));
      }
    }
    if (first >= end) {
      return;
    }
    math.scores(count, shape.headSize(), queries.turned, line * width, width, keys, scores);
    MemorySegment scales = layout.format().scaled() ? memory : null;
    for (int i = 0; i < count; i++) {
      int begin = queries.firstSeen(line + i, page);
      int stop = queries.endSeen(line + i, page);
      if (begin < stop) {
        math.softmax(
            i,
            begin,
            stop,
            scales,
            at + layout.keyScalesOffset(),
            at + layout.valueScalesOffset(),
            scores,
            line + i,
            state);
      } else {
        state.factor[line + i] = 1;
        Arrays.fill(scores, i * CELLS, (i + 1) * CELLS, 0);
      }
    }
    math.accumulate(count, first, end, scores, values, line, state);
  }

  /// Keeps the cells with the highest scores of each line, over all pages of the span.
  private void findStrongest(AttentionTask task, int layer, int kind, SpanRows span) {
    strongest.clear(task.lines(shape), span.strongest());
    forPages(
        task.whole(),
        layer,
        kind,
        span,
        (first, end, page, memory, at, candidate) -> {
          for (int l = first; l < end; l++) {
            int line = l;
            score(
                line,
                page,
                memory,
                at,
                (cell, score) -> strongest.offer(line, candidate + cell, score));
          }
        });
  }

  /// Takes the score of a cell of a page.
  private interface ScoreAction {
    void take(int cell, float score);
  }

  /// Scores of the cells of a page a line sees.
  private void score(int line, int page, MemorySegment memory, long at, ScoreAction action) {
    int end = queries.endSeen(line, page);
    if (queries.firstSeen(line, page) >= end) {
      return;
    }
    math.scores(1, shape.headSize(), queries.turned, line * width, width, keys, scores);
    for (int cell = queries.firstSeen(line, page); cell < end; cell++) {
      float score = scores[cell];
      if (layout.format().scaled()) {
        score *= memory.get(FLOAT, at + layout.keyScalesOffset() + (long) cell * Float.BYTES);
      }
      action.take(cell, score);
    }
  }

  private void addStrongest(AttentionTask task, int layer, int kind) {
    int ofHead = task.rows() * shape.group();
    for (int line = 0; line < task.lines(shape); line++) {
      long at = task.sequence().cache().at(layer, task.head() + line / ofHead);
      for (int i = 0; i < strongest.count(line); i++) {
        int cell = strongest.cell(line, i);
        if (task.takes(cell / CELLS)) {
          MemorySegment memory = task.sequence().cache().page(kind, cell / CELLS);
          addCell(line, cell % CELLS, strongest.score(line, i), memory, at);
        }
      }
    }
  }

  private void addCell(int line, int cell, float score, MemorySegment memory, long at) {
    float largest = state.raise(line, score);
    float weight = (float) Math.exp(score - largest);
    long weights = state.weightsAt(line);
    for (int j = 0; j < SoftmaxState.WEIGHTS; j++) {
      long place = weights + (long) j * Float.BYTES;
      float added = j == 0 ? weight : 0;
      state.sums.set(FLOAT, place, state.sums.get(FLOAT, place) * state.factor[line] + added);
    }
    math.values(layout, memory, at, values);
    float scale = 1;
    if (layout.format().scaled()) {
      scale = memory.get(FLOAT, at + layout.valueScalesOffset() + (long) cell * Float.BYTES);
    }
    scores[cell] = weight * scale;
    math.accumulate(1, cell, cell + 1, scores, values, line, state);
  }
}
