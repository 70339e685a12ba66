package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// `libdnnl.so.3` with the `libgomp.so.1` beside it, usable until [#close]. The code itself stays
/// in the process, one copy of it, however often it is opened.
public final class DnnlLibrary implements AutoCloseable {
  public static final String FILE = "libdnnl.so.3";
  public static final String OPENMP_FILE = "libgomp.so.1";

  private static final int PAUSE_SOFT = 1;
  private static final long VERSION_BYTES = 32;

  private final Arena arena;
  private final DnnlSymbols symbols;

  DnnlLibrary(Arena arena, DnnlSymbols symbols) {
    this.arena = arena;
    this.symbols = symbols;
  }

  /// Loads the library from a folder that holds both files, or uses the copy that this process has
  /// loaded before.
  ///
  /// @throws DnnlLoadException when it cannot be loaded here, with the loader's reason
  public static DnnlLibrary load(Path directory) {
    requirePlatform();
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(directory.resolve(OPENMP_FILE))) {
      throw new DnnlLoadException(FILE + " or " + OPENMP_FILE + " is missing in " + directory);
    }
    Path chosen = MappedCopy.find().orElse(file);
    requireLoadable(chosen);
    return open(chosen);
  }

  private static DnnlLibrary open(Path file) {
    Arena arena = Arena.ofShared();
    try {
      // Never unloaded: a copy loaded later would find its process-wide symbols gone.
      SymbolLookup.libraryLookup(file, Arena.global());
      return new DnnlLibrary(arena, new DnnlSymbols(SymbolLookup.libraryLookup(file, arena)));
    } catch (RuntimeException | LinkageError e) {
      arena.close();
      throw new DnnlLoadException(file + " is not a usable oneDNN 3 library: " + e.getMessage());
    }
  }

  private static void requireLoadable(Path file) {
    try {
      DynamicLoader.check(file);
    } catch (IllegalCallerException | LinkageError e) {
      throw new DnnlLoadException(
          "the JVM refuses native access, start it with --enable-native-access=ALL-UNNAMED");
    }
  }

  private static void requirePlatform() {
    String system = System.getProperty("os.name");
    String architecture = System.getProperty("os.arch");
    if (!isSupportedPlatform()) {
      throw new DnnlLoadException(
          "the bundled oneDNN runs on linux-x86_64, this is " + system + "-" + architecture);
    }
  }

  /// Whether this machine is one the bundled library was built for.
  public static boolean isSupportedPlatform() {
    return "Linux".equals(System.getProperty("os.name"))
        && "amd64".equals(System.getProperty("os.arch"));
  }

  /// A CPU engine; the caller closes it before the library.
  public DnnlEngine openEngine() {
    return new DnnlEngine(symbols);
  }

  /// Version such as `3.13.0`.
  public String version() {
    MemorySegment v = Downcalls.toPointer(symbols.version).reinterpret(VERSION_BYTES);
    return v.get(ValueLayout.JAVA_INT, 0)
        + "."
        + v.get(ValueLayout.JAVA_INT, 4)
        + "."
        + v.get(ValueLayout.JAVA_INT, 8);
  }

  /// The instruction set the library generates code for on this machine.
  public DnnlCpuIsa cpuIsa() {
    return new DnnlCpuIsa(Downcalls.none(symbols.effectiveCpuIsa));
  }

  /// Sets how many primitives the library keeps for all its users in this process; 0 frees those
  /// not in use.
  public void primitiveCacheCapacity(int primitives) {
    DnnlException.check(
        "dnnl_set_primitive_cache_capacity",
        Downcalls.i(symbols.setPrimitiveCacheCapacity, primitives));
  }

  /// Sets how many OpenMP threads kernels use that the calling thread makes and runs from now on.
  public void threads(int threads) {
    Downcalls.iToVoid(symbols.ompSetNumThreads, threads);
  }

  /// Ends the calling thread's idle OpenMP threads; the next kernel starts them anew.
  public void endIdleThreads() {
    Downcalls.ii(symbols.ompPauseResource, PAUSE_SOFT, Downcalls.none(symbols.ompGetInitialDevice));
  }

  /// Ends its use. Calls through objects made from this library throw afterwards.
  @Override
  public void close() {
    arena.close();
  }

  static String string(MemorySegment characters) {
    return characters.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
