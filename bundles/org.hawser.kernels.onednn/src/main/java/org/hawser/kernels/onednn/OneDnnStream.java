package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.dnnl.NativeParts;
import org.hawser.kernels.onednn.machine.RowProducts;

/// One thread's way to the engine. Everything here but [#free] is touched by that thread alone.
final class OneDnnStream implements KernelStream {
  private final Thread owner = Thread.currentThread();
  private final OneDnnKernels kernels;
  private final DnnlEngine engine;
  private final int threads;
  private final DnnlStream stream;
  private final Scratchpad scratchpad = new Scratchpad();
  private final Map<KernelKey, BoundKernel> bound;
  private final RowProducts fewRows;
  private final BlockedProduct blocked;
  private boolean closed;

  OneDnnStream(OneDnnKernels kernels, DnnlEngine engine, int threads, int maxKernels) {
    this.kernels = kernels;
    this.engine = engine;
    this.threads = threads;
    try (NativeParts parts = new NativeParts()) {
      this.stream = parts.own(new DnnlStream(engine));
      this.fewRows = threads == 1 ? kernels.openRowProducts() : null;
      parts.keep();
    }
    this.bound = recentlyUsed(maxKernels);
    this.blocked = new BlockedProduct(stream, this::blocked, fewRows);
  }

  private static Map<KernelKey, BoundKernel> recentlyUsed(int max) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<KernelKey, BoundKernel> eldest) {
        if (size() <= max) {
          return false;
        }
        eldest.getValue().close();
        return true;
      }
    };
  }

  @Override
  public void matmul(
      int m,
      MemorySegment src,
      SourceQuantisation quantisation,
      PackedMatrix weights,
      MemorySegment dst,
      PostOp post) {
    kernels.gate().enter();
    try {
      checkUsable();
      OneDnnMatrix matrix = kernels.own(weights);
      matrix.gate().enter();
      try {
        multiply(m, src, quantisation, matrix, dst, post);
      } finally {
        matrix.gate().leave();
      }
    } finally {
      kernels.gate().leave();
    }
  }

  private void multiply(
      int m,
      MemorySegment src,
      SourceQuantisation quantisation,
      OneDnnMatrix matrix,
      MemorySegment dst,
      PostOp post) {
    WeightShape shape = matrix.shape();
    Arguments.positive("m", m);
    Arguments.quantisation(shape, quantisation);
    Arguments.nativeHolds("src", src, (long) m * shape.inputs(), shape.sourceType());
    Arguments.nativeHolds("dst", dst, (long) m * shape.outputs(), OneDnnKernels.RESULT);
    kernels.threads(threads);
    long srcRow = (long) shape.inputs() * shape.sourceType().bytes();
    long dstRow = (long) shape.outputs() * OneDnnKernels.RESULT.bytes();
    boolean bias = matrix.bias() != null;
    int rows;
    for (int done = 0; done < m; done += rows) {
      rows = RowBlocks.next(m - done);
      matmul(new MatmulKey(shape, rows, bias, post))
          .run(
              stream, src.asSlice(done * srcRow), quantisation, matrix, dst.asSlice(done * dstRow));
    }
  }

  @Override
  public void matmul(
      int rows,
      MemorySegment source,
      long sourceStride,
      BlockedWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    kernels.gate().enter();
    try {
      checkUsable();
      kernels.requireSupported(weights.layout());
      kernels.threads(threads);
      blocked.run(rows, source, sourceStride, weights, fromOutput, toOutput, target, targetStride);
    } finally {
      kernels.gate().leave();
    }
  }

  @Override
  public void matmul(
      int rows,
      GroupedSource source,
      FourBitWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    kernels.gate().enter();
    try {
      checkUsable();
      if (fewRows == null) {
        throw new IllegalArgumentException(
            "There is no code for four bits on this processor: ask supportsFourBits() first");
      }
      Arguments.fourBits(rows, source, weights, fromOutput, toOutput, target, targetStride);
      fewRows.fourBits(rows, source, weights, fromOutput, toOutput, target, targetStride);
    } finally {
      kernels.gate().leave();
    }
  }

  private BoundBlocked blocked(BlockedKey key) {
    BoundKernel known = bound.get(key);
    if (known instanceof BoundBlocked product) {
      return product;
    }
    return remember(key, BoundBlocked.create(engine, key, scratchpad));
  }

  private BoundMatmul matmul(MatmulKey key) {
    BoundKernel known = bound.get(key);
    if (known instanceof BoundMatmul matmul) {
      return matmul;
    }
    BoundMatmul made =
        BoundMatmul.create(engine, key, kernels.layouts().of(key.weights()), scratchpad);
    return remember(key, made);
  }

  @Override
  public void batchedMatmul(
      int batch,
      int m,
      int n,
      int k,
      StridedMatrix a,
      StridedMatrix w,
      boolean transposed,
      StridedMatrix dst,
      float scale) {
    kernels.gate().enter();
    try {
      checkUsable();
      checkBatch(batch, m, n, k, a, w, transposed, dst);
      kernels.threads(threads);
      BatchedKey key =
          new BatchedKey(
              batch,
              m,
              n,
              k,
              BatchedKey.Strides.of(a),
              BatchedKey.Strides.of(w),
              transposed,
              BatchedKey.Strides.of(dst),
              scale);
      if (k == 1) {
        OuterProduct.run(key, a, w, dst);
        kernels.implementations().add(key, OuterProduct.NAME);
      } else {
        batch(key).run(stream, a.data(), w.data(), dst.data());
      }
    } finally {
      kernels.gate().leave();
    }
  }

  private static void checkBatch(
      int batch,
      int m,
      int n,
      int k,
      StridedMatrix a,
      StridedMatrix w,
      boolean transposed,
      StridedMatrix dst) {
    Arguments.positive("batch", batch);
    Arguments.positive("m", m);
    Arguments.positive("n", n);
    Arguments.positive("k", k);
    Arguments.strided("a", a, batch, m, k);
    Arguments.strided("w", w, batch, transposed ? n : k, transposed ? k : n);
    Arguments.strided("dst", dst, batch, m, n);
    if (batch > 1 && dst.batchStride() == 0) {
      throw new IllegalArgumentException(
          "dst has batch stride 0: the products of a batch need places of their own");
    }
  }

  private BoundBatch batch(BatchedKey key) {
    BoundKernel known = bound.get(key);
    if (known instanceof BoundBatch batch) {
      return batch;
    }
    return remember(key, BoundBatch.create(engine, key, scratchpad));
  }

  private <K extends BoundKernel> K remember(KernelKey key, K kernel) {
    bound.put(key, kernel);
    kernels.implementations().add(key, kernel.implementation());
    return kernel;
  }

  private void checkUsable() {
    checkOwner();
    if (closed) {
      throw new IllegalStateException("The kernel stream is closed: open another one");
    }
  }

  private void checkOwner() {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException(
          "This kernel stream belongs to thread "
              + owner.getName()
              + ": every thread opens its own");
    }
  }

  @Override
  public void close() {
    if (!kernels.gate().tryEnter()) {
      return;
    }
    try {
      checkOwner();
      if (!closed) {
        free();
        kernels.forget(this, threads);
      }
    } finally {
      kernels.gate().leave();
    }
  }

  /// Frees native objects; called by the owner, or by the engine once no call can run any more.
  void free() {
    closed = true;
    try (NativeParts parts = new NativeParts()) {
      parts.own(stream);
      parts.own(scratchpad);
      if (fewRows != null) {
        parts.own(fewRows);
      }
      bound.values().forEach(parts::own);
      bound.clear();
    }
  }
}
