package org.hawser.inference.core.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.core.attention.AttentionShape;
import org.hawser.inference.core.attention.FutureCells;
import org.hawser.inference.core.attention.PlanAttention;
import org.hawser.inference.core.attention.SequenceRows;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.CacheWriter;
import org.hawser.inference.core.cache.KeyValueCache;
import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.team.WorkerTeam;

/// One layer of one head of given queries, keys and values, through the real cache and attention.
final class TinyAttention {
  private final double[][] queries;
  private final double[][] keys;
  private final double[][] values;

  TinyAttention(double[][] queries, double[][] keys, double[][] values) {
    this.queries = queries;
    this.keys = keys;
    this.values = values;
  }

  static TinyAttention of(JsonNode golden) {
    return new TinyAttention(
        matrix(golden.path("q")), matrix(golden.path("k")), matrix(golden.path("v")));
  }

  static double[][] matrix(JsonNode rows) {
    double[][] matrix = new double[rows.size()][rows.path(0).size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = rows.path(i).path(j).asDouble();
      }
    }
    return matrix;
  }

  /// @param layers as many as are to be computed, all with the same queries, keys and values
  /// @param chunk rows of a run
  /// @return result of the last layer
  float[][] run(LayerPlan plan, CacheFormat format, int workers, int chunk) {
    int size = queries[0].length;
    AttentionPlan whole = new AttentionPlan(Map.of("full", plan));
    CacheLayout layout = new CacheLayout(format, size, 1, Collections.nCopies(2, 0));
    AttentionShape shape = new AttentionShape(1, 1, size, 1 / Math.sqrt(size));
    CacheWriter writer = new CacheWriter(layout);
    FutureCells future = new FutureCells(whole, List.of("full"));
    float[][] out = new float[queries.length][size];
    try (WorkerTeam team = new WorkerTeam(workers, "test");
        PlanAttention attention = new PlanAttention(shape, layout, workers);
        KeyValueCache cache = new KeyValueCache(layout);
        Arena arena = Arena.ofShared()) {
      SequenceRows rows = new SequenceRows(List.of("full"));
      Matrix all = Matrix.allocate(arena, chunk, 3 * size);
      Matrix context = Matrix.allocate(arena, chunk, size);
      for (int first = 0; first < queries.length; first += chunk) {
        int count = Math.min(chunk, queries.length - first);
        cache.append(new int[count], 0, count);
        for (int i = 0; i < count; i++) {
          load(all, i, first + i);
          for (int layer = 0; layer < 2; layer++) {
            int cell = first + i;
            writer.write(
                cache.page(0, cell / 64),
                cache.at(layer, 0),
                cell % 64,
                all.data(),
                all.at(i, size),
                all.at(i, 2 * size));
          }
        }
        rows.set(whole, cache, 0, count);
        attention.prepare(List.of(rows));
        for (int layer = 0; layer < 2; layer++) {
          int number = layer;
          team.run(worker -> attention.attend(worker, number, 0, all, context));
        }
        for (int i = 0; i < count; i++) {
          for (int j = 0; j < size; j++) {
            out[first + i][j] = context.data().get(ValueLayout.JAVA_FLOAT, context.at(i, j));
          }
        }
        future.release(cache, cache.size());
      }
    }
    return out;
  }

  private void load(Matrix all, int row, int token) {
    int size = queries[0].length;
    double[][][] parts = {queries, keys, values};
    for (int part = 0; part < parts.length; part++) {
      for (int j = 0; j < size; j++) {
        float value = (float) parts[part][token][j];
        all.data().set(ValueLayout.JAVA_FLOAT, all.at(row, part * size + j), value);
      }
    }
  }
}
