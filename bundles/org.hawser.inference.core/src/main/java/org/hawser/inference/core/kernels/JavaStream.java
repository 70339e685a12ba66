package org.hawser.inference.core.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.core.kernels.PanelProduct.Epilogue;
import org.hawser.inference.core.kernels.PanelProduct.Source;
import org.hawser.inference.core.math.Bf16;

/// Runs the Java kernels on the thread that opened it. One thread, whatever was allowed: callers
/// that want more open more streams.
final class JavaStream implements KernelStream {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final JavaKernels engine;
  private final PanelProduct product;
  private final Thread owner = Thread.currentThread();
  private final float[] sums;
  private final JavaBlocks blocked;
  private Arena scratchArena = Arena.ofConfined();
  private MemorySegment scratch = MemorySegment.NULL;
  private boolean closed;

  JavaStream(JavaKernels engine, PanelProduct product, BlockProduct blocks) {
    this.engine = engine;
    this.product = product;
    this.blocked = new JavaBlocks(blocks);
    this.sums = new float[PanelProduct.ROWS * product.width()];
  }

  @Override
  public void matmul(
      int m,
      MemorySegment src,
      SourceQuantisation quantisation,
      PackedMatrix weights,
      MemorySegment dst,
      PostOp post) {
    requireRunning();
    if (!(weights instanceof JavaMatrix matrix) || matrix.engine != engine) {
      throw new IllegalArgumentException("The weights were packed by another engine.");
    }
    if ((matrix.type() == MatmulType.U8S8) != (quantisation != null)) {
      throw new IllegalArgumentException(
          "U8S8 products need a source quantisation, others take none: this is " + matrix.type());
    }
    int k = matrix.inputs();
    float scale = quantisation == null ? 1 : quantisation.scale();
    MemorySegment floats =
        switch (matrix.type()) {
          case F32 -> src;
          case BF16 -> fromBf16(src, (long) m * k);
          case U8S8 -> fromU8(src, (long) m * k, quantisation.zeroPoint());
        };
    Epilogue epilogue = new Epilogue(matrix.outputs(), scale, matrix.scales, matrix.bias, post);
    Source source = new Source(floats, 0, k);
    matrix.use(panels -> multiply(m, source, k, panels, epilogue, dst, 0, matrix.outputs()));
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
    requireRunning();
    blocked.run(rows, source, sourceStride, weights, fromOutput, toOutput, target, targetStride);
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
    requireRunning();
    int width = product.width();
    long padded = (long) (n + width - 1) / width * width;
    MemorySegment panels = scratch(padded * k);
    Epilogue epilogue = new Epilogue(n, scale, null, null, PostOp.NONE);
    for (int b = 0; b < batch; b++) {
      pack(w.data(), b * w.batchStride(), w.rowStride(), n, k, transposed, panels);
      Source source = new Source(a.data(), b * a.batchStride(), a.rowStride());
      multiply(m, source, k, panels, epilogue, dst.data(), b * dst.batchStride(), dst.rowStride());
    }
  }

  private void multiply(
      int m,
      Source source,
      int k,
      MemorySegment panels,
      Epilogue epilogue,
      MemorySegment dst,
      long dstOffset,
      long dstStride) {
    int width = product.width();
    for (int column = 0; column < epilogue.columns(); column += width) {
      long panel = (long) column * k;
      for (int row = 0; row < m; row += PanelProduct.ROWS) {
        int rows = Math.min(PanelProduct.ROWS, m - row);
        product.multiply(rows, source.from(row), k, panels, panel, sums);
        for (int r = 0; r < rows; r++) {
          long at = dstOffset + (row + r) * dstStride + column;
          product.store(sums, r, epilogue, column, dst, at);
        }
      }
    }
  }

  private void pack(
      MemorySegment w,
      long offset,
      long rowStride,
      int n,
      int k,
      boolean transposed,
      MemorySegment panels) {
    int width = product.width();
    long columnStep = transposed ? rowStride : 1;
    long depthStep = transposed ? 1 : rowStride;
    for (int column = 0; column < n; column += width) {
      long panel = (long) column * k;
      int columns = Math.min(width, n - column);
      for (int p = 0; p < k; p++) {
        long from = offset + column * columnStep + p * depthStep;
        long to = panel + (long) p * width;
        for (int j = 0; j < columns; j++) {
          panels.setAtIndex(FLOAT, to + j, w.getAtIndex(FLOAT, from + j * columnStep));
        }
        for (int j = columns; j < width; j++) {
          panels.setAtIndex(FLOAT, to + j, 0);
        }
      }
    }
  }

  private MemorySegment fromBf16(MemorySegment src, long count) {
    MemorySegment floats = scratch(count);
    for (long i = 0; i < count; i++) {
      floats.setAtIndex(FLOAT, i, Bf16.toFloat(src.getAtIndex(ValueLayout.JAVA_SHORT, i)));
    }
    return floats;
  }

  private MemorySegment fromU8(MemorySegment src, long count, int zeroPoint) {
    MemorySegment floats = scratch(count);
    for (long i = 0; i < count; i++) {
      int stored = Byte.toUnsignedInt(src.get(ValueLayout.JAVA_BYTE, i));
      floats.setAtIndex(FLOAT, i, stored - zeroPoint);
    }
    return floats;
  }

  private MemorySegment scratch(long floats) {
    if (scratch.byteSize() < floats * Float.BYTES) {
      scratchArena.close();
      scratchArena = Arena.ofConfined();
      scratch = scratchArena.allocate(floats * Float.BYTES, 64);
    }
    return scratch;
  }

  private void requireRunning() {
    requireOwner();
    engine.requireRunning();
    if (closed) {
      throw new IllegalStateException("The kernel stream is closed: open another.");
    }
  }

  private void requireOwner() {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException("A kernel stream runs on the thread that opened it.");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      requireOwner();
      closed = true;
      scratchArena.close();
      blocked.close();
    }
  }
}
