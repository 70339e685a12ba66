package org.hawser.kernels.onednn;

import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPostOps;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveAttr;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// Everything that tells one batch of products from another, apart from the data.
record BatchedKey(
    int batch,
    int m,
    int n,
    int k,
    Strides a,
    Strides w,
    boolean transposed,
    Strides dst,
    float scale)
    implements KernelKey {

  /// Distances in elements.
  record Strides(long batch, long row) {
    static Strides of(StridedMatrix matrix) {
      return new Strides(matrix.batchStride(), matrix.rowStride());
    }
  }

  @Override
  public String description() {
    return "F32 batched a * " + (transposed ? "w^T" : "w") + (scale == 1 ? "" : " * scale");
  }

  @Override
  public String example() {
    return "batch=" + batch + ", m=" + m + ", n=" + n + ", k=" + k;
  }

  DnnlMemoryDesc aLayout(DnnlEngine engine) {
    return layout(engine, m, k, a.batch(), a.row(), 1);
  }

  DnnlMemoryDesc wLayout(DnnlEngine engine) {
    return transposed
        ? layout(engine, k, n, w.batch(), 1, w.row())
        : layout(engine, k, n, w.batch(), w.row(), 1);
  }

  DnnlMemoryDesc dstLayout(DnnlEngine engine) {
    return layout(engine, m, n, dst.batch(), dst.row(), 1);
  }

  private DnnlMemoryDesc layout(
      DnnlEngine engine, int rows, int columns, long batchStride, long rowStride, long stride) {
    // oneDNN knows no zero stride: an operand shared by the whole batch is a batch of one.
    boolean shared = batchStride == 0;
    long distance = shared ? rows * rowStride + columns * stride : batchStride;
    return DnnlMemoryDesc.strided(
        engine,
        DnnlDataType.F32,
        new long[] {shared ? 1 : batch, rows, columns},
        new long[] {distance, rowStride, stride});
  }

  DnnlPrimitiveDesc describe(DnnlEngine engine) {
    try (DnnlMemoryDesc aLayout = aLayout(engine);
        DnnlMemoryDesc wLayout = wLayout(engine);
        DnnlMemoryDesc dstLayout = dstLayout(engine);
        DnnlPrimitiveAttr attributes = attributes(engine)) {
      return DnnlPrimitiveDesc.matmul(engine, aLayout, wLayout, null, dstLayout, attributes);
    }
  }

  private DnnlPrimitiveAttr attributes(DnnlEngine engine) {
    try (NativeParts parts = new NativeParts();
        DnnlPostOps operations = new DnnlPostOps(engine)) {
      DnnlPrimitiveAttr attributes = parts.own(new DnnlPrimitiveAttr(engine));
      if (scale != 1) {
        attributes.postOps(operations.multiply(scale));
      }
      parts.keep();
      return attributes;
    }
  }
}
