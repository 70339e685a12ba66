package org.hawser.inference.core.cache;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies one head's key and value of a cell from page to page, as they are stored.
///
/// @param layout of both pages
record CellCopy(CacheLayout layout) {
  /// @param at where keys of the head begin, in both pages
  void copy(MemorySegment from, int cell, MemorySegment to, int toCell, long at) {
    int bytes = layout.format().bytes();
    for (int j = 0; j < layout.headSize(); j++) {
      long row = at + (long) j * CacheLayout.CELLS * bytes;
      MemorySegment.copy(from, row + (long) cell * bytes, to, row + (long) toCell * bytes, bytes);
    }
    long values = at + layout.valuesOffset();
    long width = (long) layout.width() * bytes;
    MemorySegment.copy(from, values + cell * width, to, values + toCell * width, width);
    if (layout.format().scaled()) {
      scale(from, cell, to, toCell, at + layout.keyScalesOffset());
      scale(from, cell, to, toCell, at + layout.valueScalesOffset());
    }
  }

  private static void scale(MemorySegment from, int cell, MemorySegment to, int toCell, long at) {
    float scale = from.get(ValueLayout.JAVA_FLOAT, at + (long) cell * Float.BYTES);
    to.set(ValueLayout.JAVA_FLOAT, at + (long) toCell * Float.BYTES, scale);
  }
}
