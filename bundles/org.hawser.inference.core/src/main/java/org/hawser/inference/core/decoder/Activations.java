package org.hawser.inference.core.decoder;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory for the activations of one session, used again for every chunk of rows. Matrices are f32,
/// row-major.
final class Activations implements AutoCloseable {
  /// Rows of a chunk at most.
  static final int ROWS = 64;

  /// Rows of logits computed at a time at most.
  static final int LOGIT_ROWS = 8;

  private final Arena arena = Arena.ofShared();

  /// rows x hiddenSize.
  final Matrix hidden;

  /// rows x hiddenSize.
  final Matrix normed;

  /// rows x (query + key + value widths).
  final Matrix queryKeyValue;

  /// rows x query width.
  final Matrix context;

  /// rows x 2 intermediateSize.
  final Matrix gateUp;

  /// rows x intermediateSize.
  final Matrix intermediate;

  /// rows x hiddenSize: a layer's result that is normed before it is added.
  final Matrix result;

  /// LOGIT_ROWS x vocabSize.
  final Matrix logits;

  Activations(DecoderConfig config) {
    hidden = matrix(ROWS, config.hiddenSize());
    normed = matrix(ROWS, config.hiddenSize());
    queryKeyValue = matrix(ROWS, config.queryWidth() + 2 * config.keyWidth());
    context = matrix(ROWS, config.queryWidth());
    gateUp = matrix(ROWS, 2 * config.intermediateSize());
    intermediate = matrix(ROWS, config.intermediateSize());
    result = matrix(ROWS, config.hiddenSize());
    logits = matrix(LOGIT_ROWS, config.vocabSize());
  }

  private Matrix matrix(int rows, int columns) {
    return new Matrix(
        arena.allocate((long) rows * columns * Float.BYTES, 64), columns, new float[columns]);
  }

  @Override
  public void close() {
    arena.close();
  }

  /// @param row scratch for one row
  record Matrix(MemorySegment data, int columns, float[] row) {
    /// Copies a row into [#row()] and gives that.
    float[] load(int index) {
      MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, offset(index), row, 0, columns);
      return row;
    }

    void store(int index, float[] values, int at) {
      MemorySegment.copy(values, at, data, ValueLayout.JAVA_FLOAT, offset(index), columns);
    }

    /// The matrix from a row on.
    MemorySegment from(int index) {
      return data.asSlice(offset(index));
    }

    private long offset(int index) {
      return (long) index * columns * Float.BYTES;
    }
  }
}
