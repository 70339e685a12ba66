package org.hawser.testkit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.PackedMatrix;

/// One product with packed weights: its inputs and what plain loops make of them.
public final class MatmulCase {
  /// Relative to the sum of the sizes of all terms: room for f32 sums in any order, not for errors.
  private static final double TOLERANCE = 1e-5;

  private final WeightsCase weights;
  private final int m;
  private final Tensor source;
  private final SourceQuantisation quantisation;
  private final PostOp post;
  private final Tensor before;
  private final long seed;

  MatmulCase(
      WeightsCase weights,
      int m,
      Tensor source,
      SourceQuantisation quantisation,
      PostOp post,
      Tensor before,
      long seed) {
    this.weights = weights;
    this.m = m;
    this.source = source;
    this.quantisation = quantisation;
    this.post = post;
    this.before = before;
    this.seed = seed;
  }

  public WeightsCase weights() {
    return weights;
  }

  public long resultBytes() {
    return (long) m * weights.outputs() * Float.BYTES;
  }

  /// The same product with another quantisation of the source.
  public MatmulCase with(SourceQuantisation other) {
    return new MatmulCase(weights, m, source, other, post, before, seed);
  }

  /// Runs into fresh memory without comparing.
  public void run(PackedMatrix packed, KernelStream stream) {
    try (Arena own = Arena.ofConfined()) {
      run(packed, stream, own.allocate(resultBytes(), Tensor.ALIGNMENT));
    }
  }

  /// Runs into `dst` without comparing.
  public void run(PackedMatrix packed, KernelStream stream, MemorySegment dst) {
    stream.matmul(m, source.data(), quantisation, packed, dst, post);
  }

  /// Packs, runs and compares.
  public void check(Kernels kernels, KernelStream stream) {
    try (PackedMatrix packed = weights.pack(kernels)) {
      check(packed, stream);
    }
  }

  /// Runs and compares.
  public void check(PackedMatrix packed, KernelStream stream) {
    int n = weights.outputs();
    double[] expected = new double[m * n];
    double[] tolerance = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        expect(i, j, expected, tolerance);
      }
    }
    before.checkAfter(dst -> run(packed, stream, dst), expected, tolerance, toString());
  }

  private void expect(int i, int j, double[] expected, double[] tolerance) {
    int k = weights.inputs();
    double sum = weights.bias(j);
    double size = Math.abs(sum) + 1;
    for (int p = 0; p < k; p++) {
      double term = real(source.values()[i * k + p]) * weights.weight(j, p);
      sum += term;
      size += Math.abs(term);
    }
    int at = i * weights.outputs() + j;
    tolerance[at] = TOLERANCE * size;
    expected[at] =
        switch (post) {
          case NONE -> sum;
          case GELU_ERF -> sum * 0.5 * (1 + ErrorFunction.erf(sum / Math.sqrt(2)));
          case ADD_TO_DST -> sum + before.values()[at];
        };
  }

  private double real(double stored) {
    return quantisation == null
        ? stored
        : quantisation.scale() * (stored - quantisation.zeroPoint());
  }

  @Override
  public String toString() {
    return weights.type()
        + " "
        + m
        + "x"
        + weights.inputs()
        + " * "
        + weights.inputs()
        + "x"
        + weights.outputs()
        + " "
        + post
        + (weights.hasBias() ? " with" : " without")
        + " bias, seed "
        + seed;
  }
}
