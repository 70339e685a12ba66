package org.hawser.inference.core.serving;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// An engine that multiplies four-bit weights, as their page says and no faster, and nothing else.
final class PlainFourBits implements Kernels {
  private static final int GROUP = FourBitWeights.GROUP;

  /// Outputs of the calls so far.
  int outputs;

  @Override
  public KernelsReport report() {
    return new KernelsReport("plain", "1", "none", Map.of(), List.of());
  }

  @Override
  public boolean supports(MatmulType type) {
    return false;
  }

  @Override
  public boolean supportsFourBits() {
    return true;
  }

  @Override
  public PackedMatrix pack(
      MatmulType type,
      int outputs,
      int inputs,
      MemorySegment weights,
      float[] scales,
      float[] bias) {
    throw new IllegalArgumentException("Nothing is packed.");
  }

  @Override
  public KernelStream openStream(int threads) {
    return new Stream();
  }

  private final class Stream implements KernelStream {
    @Override
    public void matmul(
        int rows,
        GroupedSource source,
        FourBitWeights weights,
        int fromOutput,
        int toOutput,
        MemorySegment target,
        long targetStride) {
      require(fromOutput % FourBitWeights.OUTPUTS == 0);
      require(toOutput % FourBitWeights.OUTPUTS == 0 || toOutput == weights.outputs());
      requireAligned(source.numbers());
      requireAligned(source.scales());
      requireAligned(source.corrections());
      requireAligned(target);
      outputs += toOutput - fromOutput;
      int end = Math.ceilDiv(toOutput, FourBitWeights.OUTPUTS) * FourBitWeights.OUTPUTS;
      require(targetStride >= end - fromOutput);
      for (int row = 0; row < rows; row++) {
        for (int n = fromOutput; n < end; n++) {
          long to = row * targetStride + n - fromOutput;
          target.setAtIndex(ValueLayout.JAVA_FLOAT, to, sum(row, source, weights, n));
        }
      }
    }

    private float sum(int row, GroupedSource source, FourBitWeights weights, int output) {
      float sum = 0;
      for (int group = 0; group < FourBitWeights.groups(weights.inputs()); group++) {
        int index = row * FourBitWeights.groups(weights.inputs()) + group;
        int whole = source.corrections().getAtIndex(ValueLayout.JAVA_INT, index);
        for (int k = 0; k < GROUP; k++) {
          long at = FourBitWeights.number(output, group * GROUP + k, weights.inputs());
          int stored = weights.data().get(ValueLayout.JAVA_BYTE, at);
          int number = stored >> FourBitWeights.shift(output) & 0xF;
          whole += source.numbers().get(ValueLayout.JAVA_BYTE, (long) index * GROUP + k) * number;
        }
        long at = FourBitWeights.scale(output, group, weights.inputs());
        float scale = Float.float16ToFloat(weights.data().get(ValueLayout.JAVA_SHORT, at));
        float sourceScale = source.scales().getAtIndex(ValueLayout.JAVA_FLOAT, index);
        sum = Math.fma(whole, scale * sourceScale, sum);
      }
      return sum;
    }

    private void requireAligned(MemorySegment segment) {
      require(segment.isNative() && segment.address() % 64 == 0);
    }

    private void require(boolean condition) {
      if (!condition) {
        throw new IllegalArgumentException("Not what the interface says.");
      }
    }

    @Override
    public void matmul(
        int m,
        MemorySegment src,
        SourceQuantisation quantisation,
        PackedMatrix weights,
        MemorySegment dst,
        PostOp post) {
      throw new IllegalArgumentException("Nothing is packed.");
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
      throw new IllegalArgumentException("No batches.");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
