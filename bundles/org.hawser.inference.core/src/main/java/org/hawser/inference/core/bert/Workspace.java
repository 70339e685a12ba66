package org.hawser.inference.core.bert;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Native memory for the activations of one sequence, used again for every sequence. Belongs to the
/// thread that made it.
final class Workspace implements AutoCloseable {
  /// Rows are padded to a multiple of this, so that engines see few different shapes.
  static final int ROW_STEP = 16;

  /// Attention scores computed at a time, as many as stay in a core's cache.
  private static final long SCORES = 64 << 10;

  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofConfined();

  /// maxRows x hiddenSize f32.
  final MemorySegment hidden;

  /// maxRows x 3 hiddenSize f32.
  final MemorySegment queryKeyValue;

  /// maxRows x hiddenSize f32.
  final MemorySegment context;

  /// maxRows x intermediateSize f32.
  final MemorySegment intermediate;

  /// Source of a product in the engine's type, at most maxRows x widest input x 2 bytes.
  final MemorySegment source;

  /// Heads x rows x rows f32.
  final MemorySegment scores;

  /// One embedding row.
  final float[] row;

  Workspace(BertConfig config) {
    long rows = paddedRows(config.maxPositionEmbeddings());
    long hiddenSize = config.hiddenSize();
    hidden = floats(rows * hiddenSize);
    queryKeyValue = floats(3 * rows * hiddenSize);
    context = floats(rows * hiddenSize);
    intermediate = floats(rows * config.intermediateSize());
    long widest = Math.max(hiddenSize, config.intermediateSize());
    source = arena.allocate(rows * widest * Short.BYTES, ALIGNMENT);
    scores = floats(Math.max(SCORES, rows * rows));
    row = new float[config.hiddenSize()];
  }

  private MemorySegment floats(long count) {
    return arena.allocate(count * Float.BYTES, ALIGNMENT);
  }

  static int paddedRows(int rows) {
    return (rows + ROW_STEP - 1) / ROW_STEP * ROW_STEP;
  }

  /// Heads whose scores are computed at a time.
  static int headsAtOnce(int heads, long rows) {
    return Math.clamp(SCORES / (rows * rows), 1, heads);
  }

  @Override
  public void close() {
    arena.close();
  }
}
