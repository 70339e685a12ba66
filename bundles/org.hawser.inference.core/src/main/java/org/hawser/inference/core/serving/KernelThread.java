package org.hawser.inference.core.serving;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.kernels.BlockProduct;
import org.hawser.inference.core.kernels.BlockSource;
import org.hawser.inference.core.math.RowMath;

/// What one worker thread multiplies with: a stream of the engine and working memory. Used and
/// closed by the thread that made it.
public final class KernelThread implements AutoCloseable {
  /// Of scratch memory.
  static final long ALIGNMENT = 64;

  final BlockProduct product = BlockProduct.best();
  final BlockSource blockSource = new BlockSource();
  final RowMath math = RowMath.best();
  final ResultMath results = ResultMath.best();
  final SourceScales sourceScales = new SourceScales();
  private final Scratch source = new Scratch();
  private final Scratch target = new Scratch();
  private final Scratch weights = new Scratch();
  private FasterPath oneRow = new FasterPath();
  private FasterPath twoRows = new FasterPath();
  private final FasterPath fourBits = new FasterPath();
  private Kernels kernels;
  private KernelStream stream;

  /// Opens a stream of the engine.
  public KernelThread(Kernels kernels) {
    bind(kernels);
  }

  /// Changes to another engine. Weights stay as they are.
  public void bind(Kernels next) {
    KernelStream opened = next.openStream(1);
    closeStream();
    kernels = next;
    stream = opened;
    oneRow = new FasterPath();
    twoRows = new FasterPath();
  }

  /// The stream of the engine.
  public KernelStream stream() {
    return stream;
  }

  boolean engineTakes(WeightLayout layout) {
    return kernels.supports(layout);
  }

  boolean engineTakesFourBits() {
    return kernels.supportsFourBits();
  }

  /// The way four-bit weights take through the loops of the core: reading ahead is the second.
  /// Tried with one row, and taken for as many as are read as a stream.
  FasterPath fourBits() {
    return fourBits;
  }

  /// The way one or two rows of eight-bit weights take: the engine is the second.
  FasterPath path(int rows) {
    return rows == 1 ? oneRow : twoRows;
  }

  /// Memory for converted source rows, of unknown content.
  MemorySegment sourceScratch(long bytes) {
    return source.atLeast(bytes);
  }

  /// Memory for results before they are scaled, of unknown content.
  MemorySegment targetScratch(long bytes) {
    return target.atLeast(bytes);
  }

  /// Memory for weights in another layout, of unknown content.
  MemorySegment weightScratch(long bytes) {
    return weights.atLeast(bytes);
  }

  private void closeStream() {
    if (stream != null) {
      try {
        stream.close();
      } catch (IllegalStateException _) {
        // An engine that has gone has closed its streams itself.
      }
    }
  }

  @Override
  public void close() {
    closeStream();
    source.close();
    target.close();
    weights.close();
  }

  /// Memory that grows.
  private static final class Scratch implements AutoCloseable {
    private Arena arena = Arena.ofConfined();
    private MemorySegment memory = MemorySegment.NULL;

    MemorySegment atLeast(long bytes) {
      if (memory.byteSize() < bytes) {
        arena.close();
        arena = Arena.ofConfined();
        memory = arena.allocate(bytes, ALIGNMENT);
      }
      return memory;
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
