package org.hawser.inference.core.decoder;

import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.serving.ServedMatrix;
import org.hawser.inference.core.team.WorkerTeam.Worker;

/// What one worker does of a run. Of many rows each worker has some, and all that belongs to them,
/// so it waits for others only around attention. Few rows are computed by all workers together:
/// they claim ranges of outputs of every product, and all wait after each.
///
/// @param worker whose share it is
/// @param byRows whether it has rows of its own
/// @param firstRow first row of its products
/// @param rows rows of its products
/// @param allRows rows of the run
/// @param normed where it puts the input of a product
record Share(Worker worker, boolean byRows, int firstRow, int rows, int allRows, Matrix normed) {
  /// From so many rows on each worker has some of its own.
  static final int FEW_ROWS = 32;

  /// Rows a worker has of its own come in multiples of this.
  private static final int ROW_STEP = 8;

  static Share of(Worker worker, int allRows, Activations space) {
    if (allRows < FEW_ROWS || allRows < worker.count() * ROW_STEP) {
      Matrix normed = space.normedByWorker.get(worker.index());
      return new Share(worker, false, 0, allRows, allRows, normed);
    }
    int first = worker.from(allRows, ROW_STEP);
    int rows = worker.to(allRows, ROW_STEP) - first;
    return new Share(worker, true, first, rows, allRows, space.normed);
  }

  /// How the outputs of a product are dealt out.
  OutputClaims outputs(ServedMatrix matrix) {
    return outputs(matrix, matrix);
  }

  /// How those of two products are that have equally many, served in whatever forms.
  OutputClaims outputs(ServedMatrix one, ServedMatrix other) {
    int step = Math.max(one.outputStep(), other.outputStep());
    return OutputClaims.of(one.outputs(), step, byRows ? 1 : worker.count());
  }

  /// The first range of [#outputs] for this worker. There is one set of ranges a step.
  int firstClaim() {
    return byRows ? 0 : worker.claim();
  }

  /// The range after another.
  int nextClaim(int range) {
    return byRows ? range + 1 : worker.claim();
  }

  /// First of its things, when there are `perRow` in each row.
  int from(int perRow) {
    return byRows ? firstRow * perRow : worker.from(allRows * perRow, 1);
  }

  int to(int perRow) {
    return byRows ? (firstRow + rows) * perRow : worker.to(allRows * perRow, 1);
  }

  /// Waits where others need what this worker has computed.
  void together() {
    if (!byRows) {
      worker.await();
    }
  }
}
