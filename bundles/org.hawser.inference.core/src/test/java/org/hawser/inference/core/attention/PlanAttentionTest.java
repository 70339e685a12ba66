package org.hawser.inference.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.CacheWriter;
import org.hawser.inference.core.cache.KeyValueCache;
import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.team.WorkerTeam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random plans over random numbers, several sequences a run.
class PlanAttentionTest {
  @ParameterizedTest
  @CsvSource({
    // heads, key-value heads, head size, format, workers, largest error
    "6, 2, 24, F32, 3, 1e-4",
    "8, 1, 64, F32, 2, 1e-4",
    "2, 2, 80, F32, 1, 1e-4",
    "4, 1, 16, F32, 8, 1e-4",
    "4, 2, 16, F32, 2, 1e-4",
    "8, 2, 64, BF16, 2, 0.03",
    "8, 2, 64, INT8, 2, 0.06"
  })
  void resultsFollowTheDefinition(
      int heads, int keyValueHeads, int size, CacheFormat format, int workers, double most) {
    AttentionShape shape = new AttentionShape(heads, keyValueHeads, size, 1 / Math.sqrt(size));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double worst = 0;
    for (int round = 0; round < 2; round++) {
      worst = Math.max(worst, new Case(shape, format, workers, random).worstError());
    }
    assertThat(worst).as("seed " + seed).isLessThan(most);
  }

  /// Two sequences in runs of random sizes.
  private static final class Case {
    private final AttentionShape shape;
    private final CacheLayout layout;
    private final int workers;
    private final Random random;
    private final RandomSequences numbers;
    private final List<Sequence> sequences = new ArrayList<>();

    Case(AttentionShape shape, CacheFormat format, int workers, Random random) {
      this.shape = shape;
      this.layout = new CacheLayout(format, shape.headSize(), shape.keyValueHeads(), List.of(0));
      this.workers = workers;
      this.random = random;
      this.numbers = new RandomSequences(random, shape);
    }

    private record Sequence(
        LayerPlan plan, KeyValueCache cache, SequenceRows rows, List<float[]> tokens) {}

    double worstError() {
      double worst = 0;
      int width = (shape.heads() + 2 * shape.keyValueHeads()) * shape.headSize();
      try (WorkerTeam team = new WorkerTeam(workers, "test");
          PlanAttention attention = new PlanAttention(shape, layout, workers);
          Arena arena = Arena.ofShared()) {
        for (int i = 0; i < 2; i++) {
          LayerPlan plan = numbers.plan(1500, layout.format() == CacheFormat.F32);
          SequenceRows rows = new SequenceRows(List.of("full"));
          sequences.add(new Sequence(plan, new KeyValueCache(layout), rows, new ArrayList<>()));
        }
        for (int chunk : new int[] {1, 300, 1, 7, 64, 600, 1, 2}) {
          Matrix source = Matrix.allocate(arena, 2 * chunk + 5, width);
          Matrix context = Matrix.allocate(arena, 2 * chunk + 5, shape.heads() * shape.headSize());
          int row = 0;
          for (Sequence sequence : sequences) {
            int count = chunk + random.nextInt(3);
            append(sequence, source, row, count);
            row += count;
          }
          attention.prepare(sequences.stream().map(Sequence::rows).toList());
          team.run(worker -> attention.attend(worker, 0, 0, source, context));
          for (Sequence sequence : sequences) {
            worst = Math.max(worst, error(sequence, context));
          }
        }
        sequences.forEach(sequence -> sequence.cache().close());
      }
      return worst;
    }

    private void append(Sequence sequence, Matrix source, int firstRow, int count) {
      int size = shape.headSize();
      CacheWriter writer = new CacheWriter(layout);
      sequence.cache().append(new int[count], 0, count);
      for (int row = firstRow; row < firstRow + count; row++) {
        float[] token = numbers.token();
        RandomSequences.store(token, source.data(), source.at(row));
        int cell = sequence.tokens().size();
        sequence.tokens().add(token);
        for (int head = 0; head < shape.keyValueHeads(); head++) {
          writer.write(
              sequence.cache().page(0, cell / 64),
              sequence.cache().at(0, head),
              cell % 64,
              source.data(),
              source.at(row, (shape.heads() + head) * size),
              source.at(row, (shape.heads() + shape.keyValueHeads() + head) * size));
        }
      }
      AttentionPlan plan = new AttentionPlan(Map.of("full", sequence.plan()));
      sequence.rows().set(plan, sequence.cache(), firstRow, count);
    }

    private double error(Sequence sequence, Matrix context) {
      double worst = 0;
      SequenceRows rows = sequence.rows();
      for (int i = 0; i < rows.rows(); i += 1 + random.nextInt(200)) {
        double[] want = numbers.expected(sequence.plan(), sequence.tokens(), rows.firstCell() + i);
        for (int j = 0; j < want.length; j++) {
          long at = context.at(rows.firstRow() + i, j);
          double got = context.data().get(ValueLayout.JAVA_FLOAT, at);
          worst = Math.max(worst, Math.abs(got - want[j]));
        }
      }
      return worst;
    }
  }

  @Test
  void scalarAndVectorisedArithmeticAgree() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (CacheFormat format : CacheFormat.values()) {
      for (int size : new int[] {8, 24, 64, 80}) {
        assertThat(TileComparison.worstDifference(format, size, random))
            .as(format + " " + size + " seed " + seed)
            .isLessThan(2e-4);
      }
    }
  }
}
