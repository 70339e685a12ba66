package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.math.SimdMath;

/// [TileMath] with the Vector API.
final class SimdTileMath implements TileMath {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final SimdPageReader reader = new SimdPageReader();
  private final TileMath plain = new ScalarTileMath();

  @Override
  public void keys(
      CacheLayout layout,
      MemorySegment page,
      long at,
      int pairs,
      MemorySegment rotation,
      MemorySegment tile) {
    int half = pairs * CELLS;
    boolean fused = half > 0 && layout.format() != CacheFormat.F32 && SimdPageReader.fits();
    int turned = fused ? 2 * half : 0;
    if (fused) {
      turn(layout.format(), page, at, half, rotation, tile);
    }
    reader.read(
        layout.format(),
        page,
        at + (long) turned * layout.format().bytes(),
        layout.headSize() * CELLS - turned,
        tile,
        (long) turned * Float.BYTES);
    if (!fused) {
      SimdPageReader.turn(tile, half, rotation);
    }
  }

  /// Turns keys while they are read.
  private void turn(
      CacheFormat format,
      MemorySegment page,
      long at,
      int half,
      MemorySegment rotation,
      MemorySegment tile) {
    if (format == CacheFormat.BF16) {
      SimdPageReader.turnBf16(page, at, half, rotation, tile);
    } else {
      reader.turnInt8(page, at, half, rotation, tile);
    }
  }

  @Override
  public void values(CacheLayout layout, MemorySegment page, long at, MemorySegment tile) {
    reader.read(layout.format(), page, at + layout.valuesOffset(), layout.width() * CELLS, tile, 0);
  }

  @Override
  public void angles(
      MemorySegment row, long rowAt, MemorySegment page, long pageAt, int pairs, float[] target) {
    if (page == null || pairs % LANES != 0) {
      plain.angles(row, rowAt, page, pageAt, pairs, target);
      return;
    }
    long half = (long) pairs * Float.BYTES;
    for (int j = 0; j < pairs; j += LANES) {
      long i = (long) j * Float.BYTES;
      FloatVector cosine = load(row, rowAt + i);
      FloatVector sine = load(row, rowAt + half + i);
      FloatVector back = load(page, pageAt + i);
      FloatVector side = load(page, pageAt + half + i);
      cosine.mul(back).add(sine.mul(side)).intoArray(target, j);
      sine.mul(back).sub(cosine.mul(side)).intoArray(target, pairs + j);
    }
  }

  @Override
  public void turn(float[] source, int at, float[] angles, int pairs, int size, float[] target) {
    if (pairs % LANES != 0) {
      plain.turn(source, at, angles, pairs, size, target);
      return;
    }
    for (int j = 0; j < pairs; j += LANES) {
      FloatVector cosine = FloatVector.fromArray(FLOATS, angles, j);
      FloatVector sine = FloatVector.fromArray(FLOATS, angles, pairs + j);
      FloatVector a = FloatVector.fromArray(FLOATS, source, at + j);
      FloatVector b = FloatVector.fromArray(FLOATS, source, at + pairs + j);
      a.mul(cosine).sub(b.mul(sine)).intoArray(target, at + j);
      b.mul(cosine).add(a.mul(sine)).intoArray(target, at + pairs + j);
    }
    System.arraycopy(source, at + 2 * pairs, target, at + 2 * pairs, size - 2 * pairs);
  }

  @Override
  public void scores(
      int rows,
      int headSize,
      float[] queries,
      int at,
      int stride,
      MemorySegment keys,
      float[] scores) {
    SimdScores.scores(rows, headSize, queries, at, stride, keys, scores);
  }

  @Override
  public void softmax(
      int row,
      int from,
      int to,
      MemorySegment page,
      long keyScales,
      long valueScales,
      float[] scores,
      int stateRow,
      SoftmaxState state) {
    int first = row * CELLS;
    if (page != null) {
      scale(scores, first, page, keyScales);
    }
    Arrays.fill(scores, first, first + from, Float.NEGATIVE_INFINITY);
    Arrays.fill(scores, first + to, first + CELLS, Float.NEGATIVE_INFINITY);
    FloatVector sum = weights(scores, first, state.raise(stateRow, largest(scores, first)));
    Arrays.fill(scores, first, first + from, 0);
    Arrays.fill(scores, first + to, first + CELLS, 0);
    if (page != null) {
      scale(scores, first, page, valueScales);
    }
    long at = state.weightsAt(stateRow);
    FloatVector before = load(state.sums, at).mul(state.factor[stateRow]);
    before.add(sum).intoMemorySegment(state.sums, at, ORDER);
  }

  private static void scale(float[] scores, int first, MemorySegment page, long scales) {
    for (int cell = 0; cell < CELLS; cell += LANES) {
      FloatVector.fromArray(FLOATS, scores, first + cell)
          .mul(load(page, scales + (long) cell * Float.BYTES))
          .intoArray(scores, first + cell);
    }
  }

  private static float largest(float[] scores, int first) {
    FloatVector most = FloatVector.fromArray(FLOATS, scores, first);
    for (int cell = LANES; cell < CELLS; cell += LANES) {
      most = most.max(FloatVector.fromArray(FLOATS, scores, first + cell));
    }
    return SimdMath.largest(most);
  }

  /// Turns scores into weights.
  ///
  /// @return lanes whose sum is that of all weights
  private static FloatVector weights(float[] scores, int first, float largest) {
    FloatVector most = FloatVector.broadcast(FLOATS, largest);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int cell = 0; cell < CELLS; cell += LANES) {
      FloatVector below = most.sub(FloatVector.fromArray(FLOATS, scores, first + cell));
      FloatVector weight = SimdMath.expOfNegated(below);
      weight.intoArray(scores, first + cell);
      sum = sum.add(weight);
    }
    return sum;
  }

  @Override
  public void accumulate(
      int rows,
      int from,
      int to,
      float[] weights,
      MemorySegment values,
      int stateRow,
      SoftmaxState state) {
    SimdSums.accumulate(rows, from, to, weights, values, stateRow, state);
  }

  private static FloatVector load(MemorySegment source, long at) {
    return FloatVector.fromMemorySegment(FLOATS, source, at, ORDER);
  }
}
