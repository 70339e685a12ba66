package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/// Asks `dlopen` itself why a library does not load (folder mounted noexec, old glibc, damaged
/// file), because the Java lookup keeps the reason to itself.
final class DynamicLoader {
  private static final int LAZY = 1;

  private DynamicLoader() {}

  static void check(Path file) {
    SymbolLookup c = Linker.nativeLinker().defaultLookup();
    MemorySegment open = c.findOrThrow("dlopen");
    MemorySegment close = c.findOrThrow("dlclose");
    // Looked up beforehand: a look-up after the failure would clear the reason.
    MemorySegment error = c.findOrThrow("dlerror");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(file.toString());
      MemorySegment handle = Downcalls.piToPointer(open, name, LAZY);
      if (handle.address() == 0) {
        MemorySegment reason = Downcalls.toPointer(error);
        throw new DnnlLoadException(
            reason.address() == 0 ? "cannot load " + file : DnnlLibrary.string(reason));
      }
      Downcalls.p(close, handle);
    }
  }
}
