package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// Frequencies of every declared scaling, over head sizes, bases, lengths and factors.
class DeclaredTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void frequenciesAndMagnitudes() throws IOException {
    Path golden = SharedData.require("golden");
    JsonNode lists = JSON.readTree(golden.resolve("longrope_synthetic_factors.json").toFile());
    Map<String, Integer> checked = new TreeMap<>();
    for (JsonNode row : JSON.readTree(golden.resolve("rope_inv_freq_full.json").toFile())) {
      Optional<RopeScaling> scaling = scaling(row, lists);
      if (scaling.isPresent()) {
        check(row, scaling.get());
        checked.merge(row.path("method").asText(), 1, Integer::sum);
      }
    }
    assertThat(checked)
        .isEqualTo(
            Map.of(
                "default",
                4,
                "linear",
                16,
                "dynamic_ntk",
                240,
                "yarn",
                96,
                "llama3",
                48,
                "longrope",
                96));
  }

  private static void check(JsonNode row, RopeScaling scaling) {
    AttentionKind kind = new AttentionKind(0, row.path("base").asDouble(), scaling);
    RopeTable table =
        DeclaredTable.of(kind, row.path("head_dim").asInt(), row.path("seq_len").asInt(1));
    JsonNode expected = row.path("inv_freq");
    assertThat(table.frequencies()).hasSize(expected.size());
    for (int j = 0; j < expected.size(); j++) {
      double want = expected.get(j).asDouble();
      assertThat(table.frequency(j))
          .as("%s %s %d", row.path("method"), scaling, j)
          .isCloseTo(want, within(1e-9 * want));
    }
    assertThat(table.magnitude()).isCloseTo(row.path("attention_factor").asDouble(1), within(1e-9));
  }

  private static Optional<RopeScaling> scaling(JsonNode row, JsonNode lists) {
    double factor = row.path("factor").asDouble();
    int original = row.path("orig_ctx").asInt();
    return switch (row.path("method").asText()) {
      case "default" -> Optional.of(new RopeScaling.None());
      case "linear" -> Optional.of(new RopeScaling.Linear(factor));
      case "dynamic_ntk" -> Optional.of(new RopeScaling.Dynamic(factor, original));
      case "yarn" ->
          Optional.of(
              new RopeScaling.Yarn(
                  factor,
                  original,
                  row.path("beta_fast").asDouble(),
                  row.path("beta_slow").asDouble(),
                  RopeScaling.Yarn.magnitude(factor, 1),
                  row.path("truncate").asBoolean()));
      case "llama3" -> Optional.of(new RopeScaling.Llama3(factor, 1, 4, original));
      case "longrope" -> {
        JsonNode list = lists.path(row.path("head_dim").asText());
        yield Optional.of(
            new RopeScaling.LongRope(
                doubles(list.path("short_factor")),
                doubles(list.path("long_factor")),
                original,
                RopeScaling.LongRope.magnitude(factor, original)));
      }
      default -> Optional.empty();
    };
  }

  private static List<Double> doubles(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }
}
