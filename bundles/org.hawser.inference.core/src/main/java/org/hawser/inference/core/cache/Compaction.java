package org.hawser.inference.core.cache;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Brings cells that stay together, when others are given up.
///
/// @param cache holds the cells
/// @param kind of layers
record Compaction(KeyValueCache cache, int kind) {
  /// @throws OutOfMemoryError when there is no memory
  KeptCells keep(int end, int[][][] remaining) {
    CacheLayout layout = cache.layout();
    int count = 0;
    for (int[][] heads : remaining) {
      count = heads == null ? count : heads[0].length;
    }
    List<CachePage> pages = KeptCells.allocate(count, layout.pageBytes(kind));
    int[][][] positions = new int[remaining.length][][];
    for (int layer = 0; layer < remaining.length; layer++) {
      if (remaining[layer] != null) {
        positions[layer] = new int[layout.heads()][];
        for (int head = 0; head < layout.heads(); head++) {
          positions[layer][head] = keep(layer, head, remaining[layer][head], pages);
        }
      }
    }
    return new KeptCells(end, positions, pages);
  }

  private int[] keep(int layer, int head, int[] remaining, List<CachePage> pages) {
    CellCopy copy = new CellCopy(cache.layout());
    KeptCells before = cache.kept(kind);
    int[] positions = new int[remaining.length];
    for (int i = 0; i < remaining.length; i++) {
      boolean again = before != null && remaining[i] < before.count();
      int gone = before == null ? 0 : before.end() - before.count();
      int cell = again ? remaining[i] : remaining[i] + gone;
      int page = cell / CacheLayout.CELLS;
      MemorySegment source = again ? before.page(page) : cache.page(kind, page);
      positions[i] = again ? before.positions(layer, head)[cell] : cell;
      MemorySegment target = pages.get(i / CacheLayout.CELLS).memory();
      // A page no coming row sees may have been given up before.
      if (source != null) {
        copy.copy(
            source, cell % CacheLayout.CELLS, target, i % CacheLayout.CELLS, cache.at(layer, head));
      }
    }
    return positions;
  }
}
