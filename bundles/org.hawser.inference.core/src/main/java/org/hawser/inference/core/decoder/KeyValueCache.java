package org.hawser.inference.core.decoder;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keys and values of one sequence, off-heap, in pages of cells. Keys are kept as they are before
/// rotation, so that positions and frequencies can still change. Each cell knows its token and its
/// position.
final class KeyValueCache implements AutoCloseable {
  /// Cells of a page; attention reads page by page.
  static final int PAGE = 64;

  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> pages = new ArrayList<>();
  private final int layers;
  private final int width;
  private int[] tokens = new int[PAGE];
  private int[] positions = new int[PAGE];
  private int size;

  KeyValueCache(DecoderConfig config) {
    this.layers = config.layers().size();
    this.width = config.keyWidth();
  }

  /// Cells in use.
  int size() {
    return size;
  }

  int position(int cell) {
    return positions[cell];
  }

  int[] tokens() {
    return Arrays.copyOf(tokens, size);
  }

  /// Adds a cell without keys and values.
  void add(int token, int position) {
    if (size == pages.size() * PAGE) {
      pages.add(arena.allocate(2L * layers * PAGE * width * Float.BYTES, 64));
    }
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
      positions = Arrays.copyOf(positions, 2 * size);
    }
    tokens[size] = token;
    positions[size] = position;
    size++;
  }

  /// Gives up all cells from `end` on; their pages stay for those to come.
  void truncate(int end) {
    size = end;
  }

  /// Stores keys and values of a cell.
  ///
  /// @param keys all key heads from `keyAt`, normed and not rotated
  void write(int layer, int cell, float[] keys, int keyAt, float[] values, int valueAt) {
    MemorySegment page = pages.get(cell / PAGE);
    MemorySegment.copy(
        keys, keyAt, page, ValueLayout.JAVA_FLOAT, offset(layer, 0, cell % PAGE), width);
    MemorySegment.copy(
        values, valueAt, page, ValueLayout.JAVA_FLOAT, offset(layer, 1, cell % PAGE), width);
  }

  /// Reads one head's keys of a page.
  ///
  /// @param tile receives cells x headSize
  void readKeys(int layer, int page, int cells, int head, int headSize, float[] tile) {
    read(layer, 0, page, cells, head * headSize, headSize, tile);
  }

  /// Reads one head's values of a page.
  ///
  /// @param tile receives cells x headSize
  void readValues(int layer, int page, int cells, int head, int headSize, float[] tile) {
    read(layer, 1, page, cells, head * headSize, headSize, tile);
  }

  private void read(int layer, int kind, int page, int cells, int column, int count, float[] tile) {
    MemorySegment memory = pages.get(page);
    for (int cell = 0; cell < cells; cell++) {
      long at = offset(layer, kind, cell) + (long) column * Float.BYTES;
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, at, tile, cell * count, count);
    }
  }

  /// Pages hold layers x (keys, values) x cells x width.
  private long offset(int layer, int kind, int cell) {
    return ((2L * layer + kind) * PAGE + cell) * width * Float.BYTES;
  }

  @Override
  public void close() {
    arena.close();
  }
}
