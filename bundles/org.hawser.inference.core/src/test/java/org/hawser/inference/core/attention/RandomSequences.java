package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.Span;

/// Plans nobody published, and attention under them in double, straight from the definition.
final class RandomSequences {
  private final Random random;
  private final AttentionShape shape;

  RandomSequences(Random random, AttentionShape shape) {
    this.random = random;
    this.shape = shape;
  }

  /// @param choosy whether spans may keep the strongest cells only, which rounding can change
  LayerPlan plan(int rows, boolean choosy) {
    int pairs = shape.headSize() / 2 - random.nextInt(2);
    RopeTable table =
        new RopeTable(random.doubles(pairs, 0.001, 1).toArray(), random.nextBoolean() ? 1 : 1.2);
    List<Span> spans = new ArrayList<>();
    int window = 1 + random.nextInt(rows);
    int sinks = random.nextInt(90);
    IntUnaryOperator near = row -> Math.max(sinks, row + 1 - window);
    spans.add(Span.of(rows, near, row -> row + 1, row -> row, rule()));
    spans.add(Span.of(rows, row -> 0, row -> Math.min(sinks, row + 1), row -> 0.5 * row, rule()));
    if (random.nextBoolean()) {
      Span middle =
          Span.of(rows, row -> sinks, row -> near.applyAsInt(row), row -> 40 + row / 3, rule());
      spans.add(
          !choosy || random.nextBoolean() ? middle : middle.strongest(1 + random.nextInt(70)));
    }
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      scales[row] = 0.5f + random.nextFloat();
    }
    return new LayerPlan(table, spans, random.nextBoolean() ? scales : null, null);
  }

  private KeyPositions rule() {
    return switch (random.nextInt(5)) {
      case 0 -> KeyPositions.STORED;
      case 1 -> KeyPositions.floorDivided(1 + random.nextInt(5), 3);
      case 2 -> KeyPositions.modulo(1 + random.nextInt(50));
      case 3 -> KeyPositions.scaled(0.3, 2);
      default -> KeyPositions.constant(random.nextInt(9));
    };
  }

  /// Queries, keys and values of a token, as a decoder computes them.
  float[] token() {
    float[] all = new float[(shape.heads() + 2 * shape.keyValueHeads()) * shape.headSize()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) random.nextGaussian();
    }
    return all;
  }

  double[] expected(LayerPlan plan, List<float[]> tokens, int row) {
    double[] out = new double[shape.heads() * shape.headSize()];
    for (int head = 0; head < shape.heads(); head++) {
      double[] weights = new double[row + 1];
      for (Span span : plan.spans()) {
        score(plan, span, tokens, row, head, weights);
      }
      double sum = Arrays.stream(weights).sum();
      int value = (shape.heads() + shape.keyValueHeads() + head / shape.group());
      for (int cell = 0; cell <= row; cell++) {
        for (int j = 0; j < shape.headSize(); j++) {
          out[head * shape.headSize() + j] +=
              weights[cell] / sum * tokens.get(cell)[value * shape.headSize() + j];
        }
      }
    }
    return out;
  }

  private void score(
      LayerPlan plan, Span span, List<float[]> tokens, int row, int head, double[] weights) {
    int key = shape.heads() + head / shape.group();
    double[] query = rotated(plan, tokens.get(row), head, span.queryPosition(row));
    List<double[]> scores = new ArrayList<>();
    for (int cell = span.from(row); cell < span.to(row); cell++) {
      double[] rotated = rotated(plan, tokens.get(cell), key, span.keys().of(cell));
      double dot = 0;
      for (int j = 0; j < query.length; j++) {
        dot += query[j] * rotated[j];
      }
      scores.add(new double[] {cell, dot * shape.scale() * plan.queryScale(row)});
    }
    if (span.strongest() > 0) {
      scores.sort((a, b) -> Double.compare(b[1], a[1]));
      scores = scores.subList(0, Math.min(scores.size(), span.strongest()));
    }
    scores.forEach(score -> weights[(int) score[0]] = Math.exp(score[1]));
  }

  private double[] rotated(LayerPlan plan, float[] token, int head, double position) {
    int size = shape.headSize();
    int pairs = plan.table().pairs();
    double magnitude = plan.table().magnitude();
    double[] x = new double[size];
    for (int j = 0; j < size; j++) {
      x[j] = token[head * size + j];
    }
    for (int j = 0; j < pairs; j++) {
      double angle = position * plan.table().frequency(j);
      double a = x[j];
      double b = x[j + pairs];
      x[j] = magnitude * (a * Math.cos(angle) - b * Math.sin(angle));
      x[j + pairs] = magnitude * (b * Math.cos(angle) + a * Math.sin(angle));
    }
    return x;
  }

  static void store(float[] numbers, MemorySegment target, long at) {
    MemorySegment.copy(numbers, 0, target, ValueLayout.JAVA_FLOAT, at, numbers.length);
  }
}
