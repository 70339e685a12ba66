package org.hawser.kernels.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.kernels.onednn.dnnl.DnnlArgument;
import org.hawser.kernels.onednn.dnnl.DnnlArguments;
import org.hawser.kernels.onednn.dnnl.DnnlMemory;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// Working memory of one stream, shared by its kernels, which run one after the other; grows to
/// what the largest of them needs.
final class Scratchpad implements AutoCloseable {
  private static final long ALIGNMENT = 4096;
  private static final long SMALLEST = 64 * 1024;

  private Arena arena;
  private MemorySegment segment = MemorySegment.NULL;

  /// Adds the working memory a primitive needs to its arguments.
  ///
  /// @return the memory object to point at [#segment] before each run, or null for none needed
  DnnlMemory addTo(DnnlArguments arguments, DnnlPrimitiveDesc description) {
    try (DnnlMemoryDesc layout = description.scratchpad()) {
      long bytes = layout.bytes();
      if (bytes == 0) {
        return null;
      }
      grow(bytes);
      DnnlMemory memory = arguments.add(DnnlArgument.SCRATCHPAD, layout);
      memory.data(segment);
      return memory;
    }
  }

  void grow(long bytes) {
    if (bytes > segment.byteSize()) {
      // Doubling: closing a shared arena stops every thread of the JVM for a moment.
      replace(Math.max(SMALLEST, Math.max(bytes, 2 * segment.byteSize())));
    }
  }

  /// Where there is no room for more, the kernels made so far still find what they need.
  private void replace(long size) {
    try (NativeParts parts = new NativeParts()) {
      Arena larger = parts.own(Arena.ofShared());
      MemorySegment room = larger.allocate(size, ALIGNMENT);
      close();
      arena = larger;
      segment = room;
      parts.keep();
    }
  }

  MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    if (arena != null) {
      arena.close();
      arena = null;
      segment = MemorySegment.NULL;
    }
  }
}
