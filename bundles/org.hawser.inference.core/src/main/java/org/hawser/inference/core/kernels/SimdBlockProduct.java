package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import org.hawser.inference.api.kernels.BlockedWeights;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;

/// [BlockProduct] with the Vector API.
final class SimdBlockProduct implements BlockProduct {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int[] multipliers = new int[FourBitWeights.OUTPUTS];

  @Override
  public String isa() {
    return String.format(Locale.ROOT, "vector%d", FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }

  @Override
  public void multiply(
      BlockedWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      MemorySegment target) {
    long block = weights.layout().bytes(output, weights.inputs());
    MemorySegment data = weights.data();
    switch (weights.layout()) {
      case F32_BY_64 -> SimdF32Block.multiply(data, block, source, row, rows, target);
      case BF16_BY_64 -> SimdBf16Block.multiply(data, block, source, row, rows, target);
      case S8_BY_64 -> SimdS8Block.multiply(data, block, source, row, rows, target);
    }
  }

  @Override
  public void multiply(
      FourBitWeights weights,
      int output,
      BlockSource source,
      int row,
      int rows,
      boolean ahead,
      MemorySegment target) {
    SimdS4Block.multiply(weights, output, source, row, rows, ahead);
    MemorySegment.copy(source.sums, 0, target, FLOAT, 0, rows * FourBitWeights.OUTPUTS);
  }

  @Override
  public void quantise(BlockSource source, int rows, GroupedSource target) {
    SimdGroups.quantise(source.values(), source.firstGroup(rows), target);
  }

  @Override
  public void unpack(FourBitWeights weights, int output, float[] factors, MemorySegment target) {
    SimdS4Tile.unpack(weights, output, factors, multipliers, target);
  }
}
