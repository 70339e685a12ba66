package org.hawser.inference.core.attention;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.CacheWriter;

/// The same page through both forms of [TileMath].
final class TileComparison {
  private static final int CELLS = CacheLayout.CELLS;

  private final CacheLayout layout;
  private final int pairs;
  private final MemorySegment page;
  private final MemorySegment rotation;
  private final MemorySegment query;
  private final Arena arena;

  private TileComparison(CacheFormat format, int size, Random random, Arena arena) {
    this.arena = arena;
    layout = new CacheLayout(format, size, 1, List.of(0));
    pairs = size / 2 - (size == 64 ? 0 : 1);
    page = arena.allocate(layout.pageBytes(0), 64);
    rotation = random(random, 2 * pairs * CELLS);
    query = random(random, TileMath.ROWS * layout.width());
    MemorySegment token = random(random, 2 * size);
    for (int cell = 0; cell < CELLS; cell++) {
      token = random(random, 2 * size);
      new CacheWriter(layout).write(page, 0, cell, token, 0, (long) size * Float.BYTES);
    }
  }

  private MemorySegment random(Random random, int count) {
    MemorySegment numbers = arena.allocate(count * (long) Float.BYTES, 64);
    for (int i = 0; i < count; i++) {
      numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return numbers;
  }

  static double worstDifference(CacheFormat format, int size, Random random) {
    try (Arena arena = Arena.ofConfined()) {
      TileComparison comparison = new TileComparison(format, size, random, arena);
      double worst = 0;
      for (int rows = 1; rows <= TileMath.ROWS; rows++) {
        int from = random.nextInt(CELLS);
        int to = from + 1 + random.nextInt(CELLS - from);
        MemorySegment scalar = comparison.run(new ScalarTileMath(), rows, from, to);
        MemorySegment vectors = comparison.run(new SimdTileMath(), rows, from, to);
        for (int i = 0; i < rows * comparison.layout.width(); i++) {
          float a = scalar.getAtIndex(ValueLayout.JAVA_FLOAT, i);
          float b = vectors.getAtIndex(ValueLayout.JAVA_FLOAT, i);
          worst = Math.max(worst, Math.abs(a - b));
        }
      }
      return worst;
    }
  }

  /// Two passes over the page: rows x width weighted values, divided by their weights.
  private MemorySegment run(TileMath math, int rows, int from, int to) {
    int width = layout.width();
    float[] source = query.toArray(ValueLayout.JAVA_FLOAT);
    float[] turned = new float[TileMath.ROWS * width];
    MemorySegment keys = arena.allocate(layout.headSize() * CELLS * 4L, 64);
    MemorySegment values = arena.allocate(width * CELLS * 4L, 64);
    float[] scores = new float[TileMath.ROWS * CELLS];
    SoftmaxState state =
        new SoftmaxState(rows, width, arena.allocate(SoftmaxState.bytes(rows, width), 64));
    state.clear(rows);
    long stride = width * 4L;
    float[] angles = new float[2 * pairs];
    math.angles(rotation, 0, rows > 2 ? query : null, 0, pairs, angles);
    for (int row = 0; row < rows; row++) {
      math.turn(source, row * width, angles, pairs, layout.headSize(), turned);
    }
    for (int pass = 0; pass < 2; pass++) {
      math.keys(layout, page, 0, pass * pairs, rotation, keys);
      math.values(layout, page, 0, values);
      math.scores(rows, layout.headSize(), turned, 0, width, keys, scores);
      MemorySegment scales = layout.format().scaled() ? page : null;
      for (int row = 0; row < rows; row++) {
        math.softmax(
            row,
            from,
            to,
            scales,
            layout.keyScalesOffset(),
            layout.valueScalesOffset(),
            scores,
            row,
            state);
      }
      math.accumulate(rows, from, to, scores, values, 0, state);
    }
    MemorySegment out = arena.allocate(rows * stride, 64);
    for (int row = 0; row < rows; row++) {
      float weights = 0;
      for (int j = 0; j < SoftmaxState.WEIGHTS; j++) {
        weights += state.sums.get(ValueLayout.JAVA_FLOAT, state.weightsAt(row) + j * 4L);
      }
      for (int j = 0; j < width; j++) {
        float sum = state.sums.get(ValueLayout.JAVA_FLOAT, state.at(row) + j * 4L);
        out.setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * width + j, sum / weights);
      }
    }
    return out;
  }
}
