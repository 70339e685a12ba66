package org.hawser.testkit;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;

/// One batch of products: its inputs and what plain loops make of them.
///
/// @param transposed whether w holds n rows of k
public record BatchCase(
    int batch,
    int m,
    int n,
    int k,
    Operand a,
    Operand w,
    boolean transposed,
    Operand dst,
    float scale,
    long seed) {
  private static final double TOLERANCE = 1e-5;

  /// Equally strided matrices.
  record Operand(Tensor tensor, int batchStride, int rowStride) {
    int index(int b, int row, int column) {
      return b * batchStride + row * rowStride + column;
    }

    double at(int b, int row, int column) {
      return tensor.values()[index(b, row, column)];
    }

    StridedMatrix matrix() {
      return matrix(tensor.data());
    }

    StridedMatrix matrix(MemorySegment data) {
      return new StridedMatrix(data, batchStride, rowStride);
    }
  }

  /// Runs without comparing.
  public void run(KernelStream stream) {
    run(stream, dst.tensor().data());
  }

  private void run(KernelStream stream, MemorySegment into) {
    stream.batchedMatmul(
        batch, m, n, k, a.matrix(), w.matrix(), transposed, dst.matrix(into), scale);
  }

  /// Runs and compares; what lies between the rows of the result must stay as it was.
  public void check(KernelStream stream) {
    double[] expected = dst.tensor().values().clone();
    double[] tolerance = new double[expected.length];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          expected[dst.index(b, i, j)] = product(b, i, j);
          tolerance[dst.index(b, i, j)] = TOLERANCE * (k + 1);
        }
      }
    }
    dst.tensor().checkAfter(into -> run(stream, into), expected, tolerance, toString());
  }

  private double product(int b, int i, int j) {
    double sum = 0;
    for (int p = 0; p < k; p++) {
      sum += a.at(b, i, p) * (transposed ? w.at(b, j, p) : w.at(b, p, j));
    }
    return scale * sum;
  }

  @Override
  public String toString() {
    return batch
        + " x "
        + m
        + "x"
        + k
        + " * "
        + n
        + (transposed ? ", w transposed" : "")
        + ", strides a "
        + a.batchStride()
        + "/"
        + a.rowStride()
        + ", w "
        + w.batchStride()
        + "/"
        + w.rowStride()
        + ", dst "
        + dst.batchStride()
        + "/"
        + dst.rowStride()
        + ", seed "
        + seed;
  }
}
