package org.hawser.inference.core.decoder;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.math.Matrix;

/// Native memory for what a decoder computes of some rows. Used by one run at a time.
final class Activations implements AutoCloseable {
  /// Rows of logits computed at a time at most.
  static final int LOGIT_ROWS = 32;

  private final Arena arena = Arena.ofShared();

  /// Rows there is space for.
  final int rows;

  /// rows x hiddenSize.
  final Matrix hidden;

  /// rows x hiddenSize: input of a product.
  final Matrix normed;

  /// The same for each worker alone, for a few rows.
  final List<Matrix> normedByWorker = new ArrayList<>();

  /// rows x (query + key + value widths).
  final Matrix queryKeyValue;

  /// rows x query width.
  final Matrix context;

  /// rows x intermediateSize.
  final Matrix gate;

  /// rows x intermediateSize.
  final Matrix up;

  /// rows x hiddenSize: a layer's result that is normed before it is added.
  final Matrix result;

  /// LOGIT_ROWS x vocabSize.
  final Matrix logits;

  Activations(DecoderConfig config, int rows, int workers) {
    this.rows = rows;
    hidden = matrix(rows, config.hiddenSize());
    normed = matrix(rows, config.hiddenSize());
    for (int i = 0; i < workers; i++) {
      normedByWorker.add(matrix(Math.min(rows, Share.FEW_ROWS), config.hiddenSize()));
    }
    queryKeyValue = matrix(rows, config.queryWidth() + 2 * config.keyWidth());
    context = matrix(rows, config.queryWidth());
    gate = matrix(rows, config.intermediateSize());
    up = matrix(rows, config.intermediateSize());
    result = matrix(rows, config.hiddenSize());
    logits = matrix(Math.min(rows, LOGIT_ROWS), config.vocabSize());
  }

  private Matrix matrix(int rows, int columns) {
    return Matrix.allocate(arena, rows, columns);
  }

  @Override
  public void close() {
    arena.close();
  }
}
