package org.hawser.inference.core.cache;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// Memory of 64 cells, held by one or more caches. Whoever shares it only reads.
final class CachePage {
  private static final int ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final AtomicInteger holders = new AtomicInteger(1);

  /// @throws OutOfMemoryError when there is not so much
  CachePage(long bytes) {
    try {
      memory = arena.allocate(bytes, ALIGNMENT);
    } catch (OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  MemorySegment memory() {
    return memory;
  }

  boolean isShared() {
    return holders.get() > 1;
  }

  CachePage share() {
    holders.incrementAndGet();
    return this;
  }

  CachePage copy() {
    CachePage copy = new CachePage(memory.byteSize());
    MemorySegment.copy(memory, 0, copy.memory, 0, memory.byteSize());
    return copy;
  }

  /// The last holder frees the memory.
  void release() {
    if (holders.decrementAndGet() == 0) {
      arena.close();
    }
  }
}
