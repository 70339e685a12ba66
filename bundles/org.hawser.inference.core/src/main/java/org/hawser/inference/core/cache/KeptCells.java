package org.hawser.inference.core.cache;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What remained of the first cells of a sequence, for one kind of layers, when others were given
/// up. Each head of each layer has its own, equally many, side by side in pages of their own;
/// where
/// they come from is known by their positions. Immutable; forks share it.
public final class KeptCells {
  private final int end;
  private final int[][][] positions;
  private final List<CachePage> pages;
  private final BitSet anywhere = new BitSet();

  /// @param end these are what remained of the cells before it
  /// @param positions by layer and head, ascending; null for layers of other kinds
  KeptCells(int end, int[][][] positions, List<CachePage> pages) {
    this.end = end;
    this.positions = positions;
    this.pages = pages;
    for (int[][] heads : positions) {
      for (int head = 0; heads != null && head < heads.length; head++) {
        for (int position : heads[head]) {
          anywhere.set(position);
        }
      }
    }
  }

  /// Cells from here on were not given up.
  public int end() {
    return end;
  }

  /// Cells that remained in each head.
  public int count() {
    for (int[][] heads : positions) {
      if (heads != null) {
        return heads[0].length;
      }
    }
    return 0;
  }

  /// Where the cells of a head come from, ascending; not to be changed.
  public int[] positions(int layer, int head) {
    return positions[layer][head];
  }

  /// Whether any head of any layer still has a cell.
  public boolean holds(int cell) {
    return anywhere.get(cell);
  }

  /// Number of pages.
  public int pages() {
    return pages.size();
  }

  /// Memory of a page, in the layout of every page of the kind.
  public MemorySegment page(int page) {
    return pages.get(page).memory();
  }

  KeptCells share() {
    pages.forEach(CachePage::share);
    return this;
  }

  void release() {
    pages.forEach(CachePage::release);
  }

  /// Allocates pages, or none.
  ///
  /// @throws OutOfMemoryError when there is no memory
  static List<CachePage> allocate(int cells, long pageBytes) {
    List<CachePage> pages = new ArrayList<>();
    try {
      for (int first = 0; first < cells; first += CacheLayout.CELLS) {
        pages.add(new CachePage(pageBytes));
      }
      return pages;
    } catch (OutOfMemoryError e) {
      pages.forEach(CachePage::release);
      throw e;
    }
  }
}
