package org.hawser.inference.core.cache;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keys and values of one sequence. Cell c holds token c, at position c. Keys are kept as they
/// are
/// before rotation, so that positions and frequencies can still change. Used by one thread at a
/// time, but the memory of distinct cells may be written by several.
public final class KeyValueCache implements AutoCloseable {
  private final CacheLayout layout;
  private final long[] layerAt;
  private final List<PageTable> tables = new ArrayList<>();
  private final KeptCells[] kept;
  private int[] tokens = new int[CacheLayout.CELLS];
  private int size;

  public KeyValueCache(CacheLayout layout) {
    this(layout, newTables(layout));
  }

  private KeyValueCache(CacheLayout layout, List<PageTable> tables) {
    this.layout = layout;
    this.tables.addAll(tables);
    this.kept = new KeptCells[tables.size()];
    this.layerAt = new long[layout.kindOfLayer().size()];
    Arrays.setAll(layerAt, layout::layerAt);
  }

  private static List<PageTable> newTables(CacheLayout layout) {
    List<PageTable> tables = new ArrayList<>();
    for (int kind = 0; kind < layout.kinds(); kind++) {
      tables.add(new PageTable(layout.pageBytes(kind)));
    }
    return tables;
  }

  public CacheLayout layout() {
    return layout;
  }

  /// Cells in use.
  public int size() {
    return size;
  }

  public int[] tokens() {
    return Arrays.copyOf(tokens, size);
  }

  /// Native bytes held; pages shared with forks count for each.
  public long bytes() {
    long bytes = tables.stream().mapToLong(PageTable::bytes).sum();
    for (int kind = 0; kind < kept.length; kind++) {
      bytes += kept[kind] == null ? 0 : kept[kind].pages() * layout.pageBytes(kind);
    }
    return bytes;
  }

  /// Adds cells, without keys and values yet.
  ///
  /// @param ids tokens from `from` to before `to`
  /// @throws IllegalStateException when there is no memory; the cache is as before
  public void append(int[] ids, int from, int to) {
    int end = size + to - from;
    own(size, end);
    if (end > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(end, 2 * tokens.length));
    }
    System.arraycopy(ids, from, tokens, size, to - from);
    size = end;
  }

  private void own(int from, int end) {
    try {
      for (PageTable table : tables) {
        for (int page = from / CacheLayout.CELLS; page <= lastPage(end); page++) {
          table.own(page);
        }
      }
    } catch (OutOfMemoryError e) {
      truncate(from);
      throw new IllegalStateException(
          "There is no memory for "
              + (end - from)
              + " more tokens of "
              + layout.cellBytes()
              + " bytes each: end other conversations, or give the process more direct memory.",
          e);
    }
  }

  private static int lastPage(int end) {
    return (end - 1) / CacheLayout.CELLS;
  }

  /// Gives up all cells from `end` on, and with any of a prompt of which some were given up
  /// already
  /// all that remained of it. One page stays for those to come.
  public void truncate(int end) {
    size = end;
    for (int kind = 0; kind < kept.length; kind++) {
      if (kept[kind] != null && end < kept[kind].end()) {
        kept[kind].release();
        kept[kind] = null;
      }
    }
    int kept = (end + CacheLayout.CELLS - 1) / CacheLayout.CELLS + 1;
    tables.forEach(table -> table.releaseFrom(kept));
  }

  /// The memory of a page, or null when it was released.
  ///
  /// @param kind kind of layers
  public MemorySegment page(int kind, int page) {
    return tables.get(kind).memory(page);
  }

  /// Where keys of a head begin in the pages of the layer's kind, in bytes.
  public long at(int layer, int head) {
    return layerAt[layer] + head * layout.headBytes();
  }

  /// Gives up keys and values of a page for one kind of layers; its tokens stay known.
  public void release(int kind, int page) {
    tables.get(kind).release(page);
  }

  /// What remained of the first cells, or null when none were given up.
  public KeptCells kept(int kind) {
    return kept[kind];
  }

  /// Gives up cells of each head before `end`.
  ///
  /// @param remaining by layer and head the cells that stay, equally many and ascending: the
  ///     number
  ///     of one that remained before, or for another that of the cell, less those given up
  /// before;
  ///     null for layers of other kinds
  /// @throws IllegalStateException when there is no memory; the cache is as before
  public void keep(int kind, int end, int[][][] remaining) {
    KeptCells next;
    try {
      next = new Compaction(this, kind).keep(end, remaining);
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(
          "There is no memory to give cells up: end other conversations, or give the process more"
              + " direct memory.",
          e);
    }
    if (kept[kind] != null) {
      kept[kind].release();
    }
    kept[kind] = next;
    for (int page = 0; (page + 1) * CacheLayout.CELLS <= end; page++) {
      release(kind, page);
    }
  }

  /// Whether cells `from` to before `to` all have keys and values for a kind of layers.
  public boolean holds(int kind, int from, int to) {
    for (int page = from / CacheLayout.CELLS; from < to && page <= lastPage(to); page++) {
      if (!tables.get(kind).has(page)) {
        return false;
      }
    }
    return true;
  }

  /// Another cache with the same content. Pages are shared until one of both writes to them.
  public KeyValueCache fork() {
    int pages = (size + CacheLayout.CELLS - 1) / CacheLayout.CELLS;
    KeyValueCache fork =
        new KeyValueCache(layout, tables.stream().map(table -> table.fork(pages)).toList());
    fork.tokens = Arrays.copyOf(tokens, Math.max(size, CacheLayout.CELLS));
    fork.size = size;
    for (int kind = 0; kind < kept.length; kind++) {
      fork.kept[kind] = kept[kind] == null ? null : kept[kind].share();
    }
    return fork;
  }

  @Override
  public void close() {
    truncate(0);
    tables.forEach(table -> table.releaseFrom(0));
  }
}
