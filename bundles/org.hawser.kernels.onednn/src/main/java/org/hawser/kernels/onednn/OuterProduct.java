package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;

/// Batched products with k = 1, in Java: oneDNN 3.13 confuses the strides of such matrices and then
/// reads beyond them. There is one multiplication per result, so nothing is lost.
final class OuterProduct {
  static final String NAME = "java:outer_product";

  private OuterProduct() {}

  static void run(BatchedKey key, StridedMatrix a, StridedMatrix w, StridedMatrix dst) {
    long step = key.transposed() ? w.rowStride() : 1;
    for (int b = 0; b < key.batch(); b++) {
      for (int i = 0; i < key.m(); i++) {
        float factor = key.scale() * at(a.data(), b * a.batchStride() + i * a.rowStride());
        long row = b * dst.batchStride() + i * dst.rowStride();
        for (int j = 0; j < key.n(); j++) {
          float product = factor * at(w.data(), b * w.batchStride() + j * step);
          dst.data().setAtIndex(ValueLayout.JAVA_FLOAT, row + j, product);
        }
      }
    }
  }

  private static float at(MemorySegment data, long index) {
    return data.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }
}
