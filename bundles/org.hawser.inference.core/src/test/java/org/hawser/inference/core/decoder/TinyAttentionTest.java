package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// Published methods as plans, carried out over a real cache, against an independent program.
class TinyAttentionTest {
  private static final int ROWS = 16;
  private static final RopeTable PLAIN = declared(new RopeScaling.None());

  @Test
  void everyMethodGivesThePublishedResult() {
    JsonNode golden = ModelJson.read(SharedData.require("golden/tiny_attention.json"));
    TinyAttention attention = TinyAttention.of(golden);
    Map<String, LayerPlan> plans = plans();
    List<String> names = new ArrayList<>();
    golden.path("cases").fieldNames().forEachRemaining(names::add);
    assertThat(plans.keySet()).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      double[][] want = TinyAttention.matrix(golden.path("cases").path(name).path("out"));
      for (int workers : new int[] {1, 3}) {
        for (int chunk : new int[] {16, 5, 1}) {
          check(name, attention.run(plans.get(name), CacheFormat.F32, workers, chunk), want, 1e-5);
        }
      }
      check(name, attention.run(plans.get(name), CacheFormat.BF16, 1, 16), want, 0.01);
      check(name, attention.run(plans.get(name), CacheFormat.INT8, 1, 1), want, 0.02);
    }
  }

  private static void check(String name, float[][] got, double[][] want, double tolerance) {
    for (int i = 0; i < want.length; i++) {
      for (int j = 0; j < want[i].length; j++) {
        assertThat((double) got[i][j])
            .as(name + " row " + i)
            .isCloseTo(want[i][j], within(tolerance));
      }
    }
  }

  private static Map<String, LayerPlan> plans() {
    Map<String, LayerPlan> plans = new TreeMap<>();
    plans.put("full", full(PLAIN));
    plans.put("linear_s2", full(declared(new RopeScaling.Linear(2))));
    plans.put("ntk_alpha2", full(base(10_000 * Math.pow(2, 8 / 6.0))));
    plans.put("dynamic_ntk_s2_n16_L8", full(declared(new RopeScaling.Dynamic(2, 8))));
    plans.put("dynamic_linear_n16_L8", full(declared(new RopeScaling.Linear(2))));
    double magnitude = RopeScaling.Yarn.magnitude(2, 1);
    plans.put("yarn_s2_L8", full(declared(new RopeScaling.Yarn(2, 8, 32, 1, magnitude, true))));
    plans.put("llama3_s2_L8", full(declared(new RopeScaling.Llama3(2, 1, 4, 8))));
    float[] scales = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      scales[row] = (float) Math.max(1, Math.log(row + 1.0) / Math.log(8));
    }
    plans.put("logn_L8", full(PLAIN).withQueryScale(scales));
    plans.put("self_extend_G2_W4", spans(far(4, row -> row / 2 + 2, floor(2)), near(4)));
    plans.put("rerope_w5", spans(far(5, row -> 5, KeyPositions.UNROTATED), near(5)));
    plans.put(
        "leaky_rerope_w4_k2",
        spans(far(4, row -> row / 2.0 + 4 - 2, KeyPositions.scaled(0.5, 0)), near(4)));
    plans.put(
        "lm_infinite_6_2_6",
        spans(
            Span.of(ROWS, row -> 0, row -> Math.min(2, row - 5), row -> 6, KeyPositions.UNROTATED),
            near(6)));
    plans.put("streaming_2_6", spans(sinks(), recent()));
    plans.put("dca_6_2", spans(older(), previous(), same()));
    return plans;
  }

  private static Span sinks() {
    return Span.of(
        ROWS,
        row -> 0,
        row -> Math.min(2, row + 1),
        row -> row - Math.max(0, row - 8),
        KeyPositions.STORED);
  }

  private static Span recent() {
    return Span.of(
        ROWS, row -> Math.max(2, row - 6), row -> row + 1, row -> row, KeyPositions.STORED);
  }

  private static Span older() {
    return Span.of(ROWS, row -> 0, row -> row / 4 * 4 - 4, row -> 6, KeyPositions.modulo(4));
  }

  private static Span previous() {
    return Span.of(
        ROWS,
        row -> row / 4 * 4 - 4,
        row -> row / 4 * 4,
        row -> Math.min(row % 4 + 4, 6),
        KeyPositions.modulo(4));
  }

  private static Span same() {
    return Span.of(
        ROWS, row -> row / 4 * 4, row -> row + 1, row -> row % 4, KeyPositions.modulo(4));
  }

  private static KeyPositions floor(int divisor) {
    return KeyPositions.floorDivided(divisor, 0);
  }

  private static Span far(
      int window, java.util.function.IntToDoubleFunction position, KeyPositions keys) {
    return Span.of(ROWS, row -> 0, row -> row + 1 - window, position, keys);
  }

  private static Span near(int window) {
    return Span.window(ROWS, window);
  }

  private static LayerPlan spans(Span... spans) {
    return new LayerPlan(PLAIN, List.of(spans), null, null);
  }

  private static LayerPlan full(RopeTable table) {
    return new LayerPlan(table, List.of(Span.causal(ROWS)), null, null);
  }

  private static RopeTable declared(RopeScaling scaling) {
    return DeclaredTable.of(new AttentionKind(0, 10_000, scaling), 8, ROWS);
  }

  private static RopeTable base(double base) {
    return new RopeTable(
        IntStream.range(0, 4).mapToDouble(j -> Math.pow(base, -2.0 * j / 8)).toArray(), 1);
  }
}
