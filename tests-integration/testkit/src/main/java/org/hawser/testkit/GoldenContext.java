package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.RopeTable;

/// Reference numbers of context strategies, made by an independent implementation in double
/// precision. Tests skip where they are absent.
public final class GoldenContext {
  private GoldenContext() {}

  /// One of the files.
  public static JsonNode file(String name) {
    try {
      return new ObjectMapper().readTree(SharedData.require("golden/" + name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compares the tables a strategy makes with every row of a method.
  ///
  /// @param parameters the parameters of a row
  public static void assertTables(
      ContextStrategy strategy, String method, Function<JsonNode, Map<String, Double>> parameters) {
    List<JsonNode> rows =
        StreamSupport.stream(file("rope_inv_freq_full.json").spliterator(), false)
            .filter(row -> row.path("method").asText().equals(method))
            .toList();
    assertThat(rows).as(method).isNotEmpty();
    for (JsonNode row : rows) {
      assertTable(strategy, row, parameters.apply(row));
    }
  }

  private static void assertTable(
      ContextStrategy strategy, JsonNode row, Map<String, Double> parameters) {
    ModelContext model =
        ContextPlans.model(
            row.path("head_dim").asInt(),
            row.path("base").asDouble(),
            row.path("orig_ctx").asInt(4096));
    int horizon = row.path("seq_len").asInt(1);
    RopeTable table =
        table(
            strategy.apply(
                ContextPlans.plain(model, 1),
                ContextPlans.request(strategy, model, horizon, parameters)));
    assertThat(table.pairs()).isEqualTo(row.path("inv_freq").size());
    for (int pair = 0; pair < table.pairs(); pair++) {
      double expected = row.path("inv_freq").get(pair).asDouble();
      assertThat(table.frequency(pair))
          .as("pair %s of %s", pair, row.path("method"))
          .isCloseTo(expected, within(1e-9 * expected));
    }
    assertThat(table.magnitude()).isCloseTo(row.path("attention_factor").asDouble(1), within(1e-9));
  }

  /// The table of the layers that see the whole context.
  public static RopeTable table(AttentionPlan plan) {
    return plan.layer(ContextPlans.FULL).table();
  }

  /// Compares the distances of a plan with a golden map.
  public static void assertMap(LayerPlan layer, JsonNode distances) {
    double[][] actual = ContextPlans.distances(layer);
    assertThat(actual.length).isEqualTo(distances.size());
    for (int row = 0; row < actual.length; row++) {
      for (int cell = 0; cell < actual.length; cell++) {
        assertThat(actual[row][cell])
            .as("row %s, cell %s", row, cell)
            .isEqualTo(distances.get(row).get(cell).asDouble());
      }
    }
  }

  /// The layers of a 16-token sequence under a strategy, for a model with a window of `trained`.
  public static LayerPlan sixteen(
      ContextStrategy strategy, int trained, Map<String, Double> parameters) {
    ModelContext model = ContextPlans.model(8, 10_000, trained);
    return ContextPlans.plan(strategy, model, 16, parameters).layer(ContextPlans.FULL);
  }
}
