package org.hawser.inference.core.attention;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.team.WorkerTeam.Worker;

/// Carries attention plans out for the rows of a run, several sequences at once.
///
/// Use: [#prepare] by one thread, then [#attend] by all workers for each layer.
public final class PlanAttention implements AutoCloseable {
  /// Angles kept for later runs.
  private static final long MOST_ROTATION_BYTES = 256L << 20;

  /// Fewer pages are not worth being dealt out.
  private static final int FEWEST_PAGES = 8;

  private final AttentionShape shape;
  private final CacheLayout layout;
  private final Arena arena = Arena.ofShared();
  private final KeyRotations rotations = new KeyRotations(MOST_ROTATION_BYTES);
  private final List<AttentionTile> tiles = new ArrayList<>();
  private final List<AttentionTask> tasks = new ArrayList<>();
  private final PartialSums partial;

  /// @param workers how many will call [#attend]
  public PlanAttention(AttentionShape shape, CacheLayout layout, int workers) {
    this.shape = shape;
    this.layout = layout;
    TileMath math = TileMath.best();
    for (int i = 0; i < workers; i++) {
      tiles.add(new AttentionTile(shape, layout, math, arena));
    }
    partial = new PartialSums(shape, layout);
  }

  /// Makes angles and tasks ready for the rows of a run.
  public void prepare(List<SequenceRows> sequences) {
    rotations.beginRun();
    tasks.clear();
    int units = 0;
    for (SequenceRows sequence : sequences) {
      sequence.prepare(rotations);
      units = addTasks(sequence, sequences.size(), units);
    }
    partial.prepare(tasks, units);
  }

  /// A few rows take all heads at once, as these lie side by side in memory, and leave pages to
  /// other workers. Many rows are dealt out by rows and heads; the last see most cells, and long
  /// tasks come first.
  ///
  /// @param sequences of the run
  /// @param units before
  /// @return units after
  private int addTasks(SequenceRows sequence, int sequences, int units) {
    int workers = tiles.size();
    int pages = sequence.cache().size() / CacheLayout.CELLS;
    boolean enough = sequences >= 2 * workers || pages >= 2 * workers * FEWEST_PAGES;
    boolean together = enough && sequence.rows() * shape.heads() <= AttentionTile.LINES;
    int heads = together ? shape.keyValueHeads() : 1;
    int rowsOfTile = together ? sequence.rows() : AttentionTile.rows(shape);
    int rowTiles = Math.ceilDiv(sequence.rows(), rowsOfTile);
    int others = sequences * rowTiles * shape.keyValueHeads() / heads;
    int parts = Math.clamp(pages / FEWEST_PAGES, 1, Math.ceilDiv(2 * workers, others));
    int unit = units;
    for (int tile = rowTiles - 1; tile >= 0; tile--) {
      int row = tile * rowsOfTile;
      int rows = Math.min(rowsOfTile, sequence.rows() - row);
      for (int head = 0; head < shape.keyValueHeads(); head += heads, unit++) {
        for (int part = 0; part < parts; part++) {
          tasks.add(new AttentionTask(sequence, head, heads, row, rows, unit, part, parts));
        }
      }
    }
    return unit;
  }

  /// `context = softmax(scale * query * key^T) * value`, for all rows of the run. All workers call
  /// it at the same step, and nobody reads the context before they have waited for each other.
  ///
  /// @param kind kind of the layer
  /// @param source rows of the run: all query heads in front, normed and not rotated
  /// @param context receives all heads
  public void attend(Worker worker, int layer, int kind, Matrix source, Matrix context) {
    AttentionTile tile = tiles.get(worker.index());
    for (int i = worker.claim(); i < tasks.size(); i = worker.claim()) {
      AttentionTask task = tasks.get(i);
      tile.gather(task, layer, kind, source);
      if (task.parts() == 1 || partial.addLast(task, tile.state)) {
        tile.state.finish(task, shape, context);
      }
    }
  }

  /// Adds up what the rows of a run that has one sequence give to each cell. All workers call it at
  /// a step of its own, behind [#attend].
  public void vote(Worker worker, int layer, int kind, Matrix source, PromptVotes votes) {
    SequenceRows sequence = tasks.getFirst().sequence();
    int most = AttentionTile.rows(shape);
    for (int head = worker.claim(); head < shape.keyValueHeads(); head = worker.claim()) {
      for (int row = 0; row < sequence.rows(); row += most) {
        int rows = Math.min(most, sequence.rows() - row);
        tiles
            .get(worker.index())
            .vote(
                new AttentionTask(sequence, head, 1, row, rows, 0, 0, 1),
                layer,
                kind,
                source,
                votes.of(layer, head));
      }
    }
  }

  @Override
  public void close() {
    arena.close();
    partial.close();
  }
}
