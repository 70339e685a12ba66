package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.math.Bf16;

/// [TileMath] one number at a time: the yardstick for the vectorised form, and what runs without
/// the Vector API.
final class ScalarTileMath implements TileMath {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  @Override
  public void keys(
      CacheLayout layout,
      MemorySegment page,
      long at,
      int pairs,
      MemorySegment rotation,
      MemorySegment tile) {
    read(layout.format(), page, at, layout.headSize() * CELLS, tile);
    for (int j = 0; j < pairs * CELLS; j++) {
      int other = j + pairs * CELLS;
      float a = tile.getAtIndex(FLOAT, j);
      float b = tile.getAtIndex(FLOAT, other);
      float cosine = rotation.getAtIndex(FLOAT, j);
      float sine = rotation.getAtIndex(FLOAT, other);
      tile.setAtIndex(FLOAT, j, a * cosine - b * sine);
      tile.setAtIndex(FLOAT, other, b * cosine + a * sine);
    }
  }

  @Override
  public void values(CacheLayout layout, MemorySegment page, long at, MemorySegment tile) {
    read(layout.format(), page, at + layout.valuesOffset(), layout.width() * CELLS, tile);
  }

  private static void read(
      CacheFormat format, MemorySegment page, long at, int count, MemorySegment tile) {
    for (int i = 0; i < count; i++) {
      float value =
          switch (format) {
            case F32 -> page.get(FLOAT, at + (long) i * Float.BYTES);
            case BF16 ->
                Bf16.toFloat(page.get(ValueLayout.JAVA_SHORT, at + (long) i * Short.BYTES));
            case INT8 -> page.get(ValueLayout.JAVA_BYTE, at + i);
          };
      tile.setAtIndex(FLOAT, i, value);
    }
  }

  @Override
  public void angles(
      MemorySegment row, long rowAt, MemorySegment page, long pageAt, int pairs, float[] target) {
    for (int j = 0; j < pairs; j++) {
      long cosineAt = (long) j * Float.BYTES;
      long sineAt = (long) (j + pairs) * Float.BYTES;
      float cosine = row.get(FLOAT, rowAt + cosineAt);
      float sine = row.get(FLOAT, rowAt + sineAt);
      float back = page == null ? 1 : page.get(FLOAT, pageAt + cosineAt);
      float side = page == null ? 0 : page.get(FLOAT, pageAt + sineAt);
      target[j] = cosine * back + sine * side;
      target[j + pairs] = sine * back - cosine * side;
    }
  }

  @Override
  public void turn(float[] source, int at, float[] angles, int pairs, int size, float[] target) {
    for (int j = 0; j < pairs; j++) {
      float a = source[at + j];
      float b = source[at + pairs + j];
      target[at + j] = a * angles[j] - b * angles[pairs + j];
      target[at + pairs + j] = b * angles[j] + a * angles[pairs + j];
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
    for (int row = 0; row < rows; row++) {
      for (int cell = 0; cell < CELLS; cell++) {
        float sum = 0;
        for (int j = 0; j < headSize; j++) {
          float query = queries[at + row * stride + j];
          sum += query * keys.getAtIndex(FLOAT, (long) j * CELLS + cell);
        }
        scores[row * CELLS + cell] = sum;
      }
    }
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
    float largest = Float.NEGATIVE_INFINITY;
    for (int cell = from; cell < to; cell++) {
      float score = scores[first + cell] * scale(page, keyScales, cell);
      scores[first + cell] = score;
      largest = Math.max(largest, score);
    }
    largest = state.raise(stateRow, largest);
    float sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      float weight = 0;
      if (cell >= from && cell < to) {
        weight = (float) Math.exp(scores[first + cell] - largest);
        sum += weight;
        weight *= scale(page, valueScales, cell);
      }
      scores[first + cell] = weight;
    }
    long at = state.weightsAt(stateRow);
    state.sums.set(FLOAT, at, state.sums.get(FLOAT, at) * state.factor[stateRow] + sum);
  }

  private static float scale(MemorySegment page, long at, int cell) {
    return page == null ? 1 : page.get(FLOAT, at + (long) cell * Float.BYTES);
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
    int width = state.width;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        long place = state.at(stateRow + row) + (long) j * Float.BYTES;
        float sum = state.sums.get(FLOAT, place) * state.factor[stateRow + row];
        for (int cell = from; cell < to; cell++) {
          float weight = weights[row * CELLS + cell];
          sum += weight * values.getAtIndex(FLOAT, (long) cell * width + j);
        }
        state.sums.set(FLOAT, place, sum);
      }
    }
  }
}
