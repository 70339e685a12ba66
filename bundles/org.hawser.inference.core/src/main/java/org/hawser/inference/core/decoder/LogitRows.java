package org.hawser.inference.core.decoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.core.attention.SequenceRows;
import org.hawser.inference.core.math.DecoderMath;
import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.serving.KernelThread;
import org.hawser.inference.core.serving.ServedMatrix;
import org.hawser.inference.core.team.WorkerTeam.Worker;

/// The last step of a run: logits behind the last rows of each slice, as many as are wanted. Shapes
/// as in [DecoderPass].
final class LogitRows {
  private final DecoderConfig config;
  private final float[] norm;
  private final ServedMatrix output;
  private final DecoderMath math = DecoderMath.best();

  LogitRows(DecoderConfig config, float[] norm, ServedMatrix output) {
    this.config = config;
    this.norm = norm;
    this.output = output;
  }

  /// Computes those outputs that this worker claims. Called by all workers.
  void run(Worker worker, Activations space, RunRows rows, KernelThread thread) {
    OutputClaims claims = OutputClaims.of(output.outputs(), output.outputStep(), worker.count());
    Matrix normed = space.normedByWorker.get(worker.index());
    int i = worker.claim();
    for (; claims.from(i) < claims.outputs(); i = worker.claim()) {
      for (int slice = 0; slice < rows.slices().size(); slice++) {
        slice(slice, space, rows, thread, normed, claims.from(i), claims.to(i));
      }
    }
  }

  /// A few rows at a time.
  private void slice(
      int slice,
      Activations space,
      RunRows rows,
      KernelThread thread,
      Matrix normed,
      int from,
      int to) {
    float[][] wanted = rows.slices().get(slice).logits();
    SequenceRows sequence = rows.sequences().get(slice);
    int firstRow = sequence.firstRow() + sequence.rows() - wanted.length;
    int most = Activations.LOGIT_ROWS;
    for (int done = 0; done < wanted.length; done += most) {
      int count = Math.min(most, wanted.length - done);
      // normed[count,h] = norm(hidden[count,h])
      for (int row = 0; row < count; row++) {
        math.rmsNorm(
            space.hidden.data(),
            space.hidden.at(firstRow + done + row),
            norm,
            config.normEpsilon(),
            normed.data(),
            normed.at(row));
      }
      // logits[count,v] = normed[count,h] * Wv
      Matrix logits = space.logits;
      output.multiply(
          thread,
          count,
          normed.data(),
          normed.rowLength(),
          from,
          to,
          logits.data(),
          logits.rowLength(),
          false);
      for (int row = 0; row < count; row++) {
        MemorySegment.copy(
            logits.data(),
            ValueLayout.JAVA_FLOAT,
            logits.at(row, from),
            wanted[done + row],
            from,
            to - from);
      }
    }
  }
}
