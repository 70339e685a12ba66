package org.hawser.inference.core.cache;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The pages of one sequence for one kind of layers; released ones are absent.
final class PageTable {
  private final long pageBytes;
  private CachePage[] pages = new CachePage[4];
  private MemorySegment[] memories = new MemorySegment[4];

  PageTable(long pageBytes) {
    this.pageBytes = pageBytes;
  }

  /// Memory of a page, or null where it was released or never there.
  MemorySegment memory(int page) {
    return page < memories.length ? memories[page] : null;
  }

  boolean has(int page) {
    return memory(page) != null;
  }

  /// Makes a page writable: allocates it, or takes a copy of its own of a shared one.
  ///
  /// @throws OutOfMemoryError when there is no memory; nothing has changed
  void own(int page) {
    if (page >= pages.length) {
      int length = Math.max(page + 1, 2 * pages.length);
      pages = Arrays.copyOf(pages, length);
      memories = Arrays.copyOf(memories, length);
    }
    CachePage current = pages[page];
    if (current == null) {
      set(page, new CachePage(pageBytes));
    } else if (current.isShared()) {
      set(page, current.copy());
      current.release();
    }
  }

  private void set(int page, CachePage content) {
    pages[page] = content;
    memories[page] = content == null ? null : content.memory();
  }

  void release(int page) {
    if (page < pages.length && pages[page] != null) {
      pages[page].release();
      set(page, null);
    }
  }

  /// Releases all pages from one on.
  void releaseFrom(int page) {
    for (int i = page; i < pages.length; i++) {
      release(i);
    }
  }

  PageTable fork(int end) {
    PageTable fork = new PageTable(pageBytes);
    fork.pages = new CachePage[Math.max(end, 4)];
    fork.memories = new MemorySegment[fork.pages.length];
    for (int i = 0; i < Math.min(end, pages.length); i++) {
      if (pages[i] != null) {
        fork.set(i, pages[i].share());
      }
    }
    return fork;
  }

  long bytes() {
    return Arrays.stream(pages).filter(page -> page != null).count() * pageBytes;
  }
}
