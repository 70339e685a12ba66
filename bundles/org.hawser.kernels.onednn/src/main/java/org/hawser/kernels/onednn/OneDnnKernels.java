package org.hawser.kernels.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlException;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.NativeParts;
import org.hawser.kernels.onednn.machine.RowCode;
import org.hawser.kernels.onednn.machine.RowProducts;

/// Matrix products of oneDNN on the CPU. Owns the library from construction to [#close].
public final class OneDnnKernels implements Kernels, AutoCloseable {
  /// Kernels one stream, and the library for all streams together, keep for reuse.
  public static final int DEFAULT_KERNELS = 256;

  static final DnnlDataType RESULT = DnnlDataType.F32;

  private static final WeightShape[] PROBES = {
    new WeightShape(MatmulType.F32, 384, 384),
    new WeightShape(MatmulType.BF16, 384, 384),
    new WeightShape(MatmulType.U8S8, 384, 384)
  };

  private final DnnlLibrary library;
  private final int maxKernels;
  private final DnnlEngine engine;
  private final WeightLayouts layouts;
  private final RowCode rowCode;
  private final Implementations implementations = new Implementations();
  private final Set<MatmulType> supported = EnumSet.noneOf(MatmulType.class);
  private final Set<WeightLayout> supportedLayouts = EnumSet.noneOf(WeightLayout.class);
  private final Set<OneDnnMatrix> matrices = ConcurrentHashMap.newKeySet();
  private final Set<OneDnnStream> streams = ConcurrentHashMap.newKeySet();
  private final Gate gate =
      new Gate("The oneDNN kernels have been stopped: bind the next Kernels service");

  /// @param library closed together with these kernels, also when they cannot be made
  /// @param maxKernels kernels kept for reuse, at least 1
  public OneDnnKernels(DnnlLibrary library, int maxKernels) {
    this.library = library;
    this.maxKernels = maxKernels;
    try (NativeParts parts = new NativeParts(library)) {
      Arguments.positive("maxKernels", maxKernels);
      library.primitiveCacheCapacity(maxKernels);
      this.engine = parts.own(library.openEngine());
      this.layouts = new WeightLayouts(engine);
      this.rowCode = library.cpuIsa().hasAvx512Vnni() ? makeRowCode() : null;
      if (rowCode != null) {
        parts.own(rowCode);
      }
      for (WeightShape probe : PROBES) {
        if (runsFast(probe)) {
          supported.add(probe.type());
        }
      }
      parts.keep();
    }
    for (WeightLayout layout : WeightLayout.values()) {
      if (runsFast(layout)) {
        supportedLayouts.add(layout);
      }
    }
  }

  private RowCode makeRowCode() {
    try {
      RowCode made = new RowCode();
      implementations.add(KernelsReport.FOUR_BITS, RowProducts.NAME);
      implementations.add("eight bits, few rows", RowProducts.NAME);
      return made;
    } catch (RuntimeException e) {
      implementations.warn(
          "Few rows of 8- and 4-bit weights are multiplied slower, as code for them cannot be made: "
              + e.getMessage());
      return null;
    }
  }

  private boolean runsFast(WeightShape probe) {
    if (probe.quantised() && !library.cpuIsa().hasExactInt8()) {
      return false;
    }
    MatmulKey key = new MatmulKey(probe, 128, true, PostOp.NONE);
    try (DnnlMemoryDesc any =
            DnnlMemoryDesc.any(engine, probe.packedType(), probe.inputs(), probe.outputs());
        DnnlPrimitiveDesc matmul = key.describe(engine, any)) {
      return !Implementations.isReference(matmul.implementation());
    } catch (DnnlException e) {
      return false;
    }
  }

  private boolean runsFast(WeightLayout layout) {
    if (layout == WeightLayout.S8_BY_64 && !library.cpuIsa().hasExactInt8()) {
      return false;
    }
    BlockedKey probe = new BlockedKey(layout, 128, layout.outputStep(), 384, 384, 384);
    try (DnnlPrimitiveDesc matmul = probe.describe(engine)) {
      return !Implementations.isReference(matmul.implementation());
    } catch (DnnlException e) {
      return false;
    }
  }

  @Override
  public KernelsReport report() {
    gate.enter();
    try {
      return new KernelsReport(
          "onednn",
          library.version(),
          library.cpuIsa().cName(),
          implementations.names(),
          implementations.warnings());
    } finally {
      gate.leave();
    }
  }

  @Override
  public boolean supports(MatmulType type) {
    gate.check();
    return supported.contains(type);
  }

  @Override
  public boolean supports(WeightLayout layout) {
    gate.check();
    return supportedLayouts.contains(layout);
  }

  @Override
  public boolean supportsFourBits() {
    gate.check();
    return rowCode != null;
  }

  /// Products of few rows for one stream; null where there is no code for them.
  RowProducts openRowProducts() {
    return rowCode == null ? null : new RowProducts(rowCode);
  }

  void requireSupported(WeightLayout layout) {
    if (!supportedLayouts.contains(layout)) {
      throw new IllegalArgumentException(
          "oneDNN has no fast " + layout + " kernels for this processor: ask supports() first");
    }
  }

  @Override
  public PackedMatrix pack(
      MatmulType type,
      int outputs,
      int inputs,
      MemorySegment weights,
      float[] scales,
      float[] bias) {
    gate.enter();
    try {
      checkWeights(type, outputs, inputs, scales, bias);
      WeightShape shape = new WeightShape(type, outputs, inputs);
      Arguments.holds("weights", weights, (long) outputs * inputs, shape.givenType());
      return pack(shape, weights, scales, bias);
    } finally {
      gate.leave();
    }
  }

  private void checkWeights(
      MatmulType type, int outputs, int inputs, float[] scales, float[] bias) {
    if (!supported.contains(type)) {
      throw new IllegalArgumentException(
          "oneDNN has no fast " + type + " kernels for this processor: ask supports() first");
    }
    Arguments.positive("outputs", outputs);
    Arguments.positive("inputs", inputs);
    if ((type == MatmulType.U8S8) != (scales != null)) {
      throw new IllegalArgumentException(
          "Scales go with U8S8 weights and with no others: " + type + " was asked for");
    }
    Arguments.perOutput("scales", scales, outputs);
    Arguments.perOutput("bias", bias, outputs);
  }

  private PackedMatrix pack(
      WeightShape shape, MemorySegment weights, float[] scales, float[] bias) {
    // Layout and copy must not depend on how many OpenMP threads the caller happens to have.
    library.threads(1);
    try (NativeParts parts = new NativeParts();
        Arena arena = Arena.ofConfined()) {
      OneDnnMatrix matrix =
          parts.own(new OneDnnMatrix(this, shape, layouts.of(shape).bytes(), scales, bias));
      MemorySegment given = weights;
      if (!weights.isNative()) {
        given = arena.allocate(weights.byteSize(), 64).copyFrom(weights);
      }
      layouts.pack(shape, given, matrix.weights());
      matrices.add(matrix);
      parts.keep();
      return matrix;
    }
  }

  @Override
  public KernelStream openStream(int threads) {
    gate.enter();
    try {
      int processors = Runtime.getRuntime().availableProcessors();
      if (threads < 1 || threads > processors) {
        throw new IllegalArgumentException(
            threads + " threads for a kernel stream: this machine allows 1.." + processors);
      }
      OneDnnStream stream = new OneDnnStream(this, engine, threads, maxKernels);
      streams.add(stream);
      return stream;
    } finally {
      gate.leave();
    }
  }

  OneDnnMatrix own(PackedMatrix matrix) {
    if (matrix instanceof OneDnnMatrix own && own.kernels() == this) {
      return own;
    }
    throw new IllegalArgumentException(
        "The matrix was packed by other kernels: pack the weights again with these");
  }

  Gate gate() {
    return gate;
  }

  WeightLayouts layouts() {
    return layouts;
  }

  Implementations implementations() {
    return implementations;
  }

  /// OpenMP keeps the number per calling thread, so it is set anew before every kernel.
  void threads(int threads) {
    library.threads(threads);
  }

  void forget(OneDnnMatrix matrix) {
    matrices.remove(matrix);
  }

  void forget(OneDnnStream stream, int threads) {
    streams.remove(stream);
    if (threads > 1) {
      library.endIdleThreads();
    }
  }

  /// Turns new calls away, waits for running ones, then frees every native object and the library.
  @Override
  public void close() {
    gate.close(
        () -> {
          try (NativeParts parts = new NativeParts(library)) {
            parts.own(() -> library.primitiveCacheCapacity(0));
            parts.own(engine);
            parts.own(layouts);
            if (rowCode != null) {
              parts.own(rowCode);
            }
            Set.copyOf(matrices).forEach(parts::own);
            streams.forEach(stream -> parts.own(stream::free));
            streams.clear();
          }
        });
  }
}
