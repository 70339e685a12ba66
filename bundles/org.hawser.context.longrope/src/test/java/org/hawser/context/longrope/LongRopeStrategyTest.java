package org.hawser.context.longrope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class LongRopeStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new LongRopeStrategy();
  }

  @Override
  protected ModelContext model() {
    return withFactors(
        super.model(), 512, Collections.nCopies(8, 1.0), Collections.nCopies(8, 4.0));
  }

  private static ModelContext withFactors(
      ModelContext model, int contextLength, List<Double> shortFactors, List<Double> longFactors) {
    return new ModelContext(
        model.modelId(),
        model.architecture(),
        model.headSize(),
        model.rotarySize(),
        model.trainedLength(),
        contextLength,
        "longrope",
        model.layerKinds(),
        shortFactors,
        longFactors);
  }

  @Test
  void tablesAreTheReferences() {
    JsonNode lists = GoldenContext.file("longrope_synthetic_factors.json");
    int compared = 0;
    for (JsonNode row : GoldenContext.file("rope_inv_freq_full.json")) {
      if (row.path("method").asText().equals("longrope")) {
        int size = row.path("head_dim").asInt();
        JsonNode factors = lists.path(Integer.toString(size));
        ModelContext model =
            withFactors(
                ContextPlans.model(size, row.path("base").asDouble(), row.path("orig_ctx").asInt()),
                (int) (row.path("orig_ctx").asInt() * row.path("factor").asDouble()),
                numbers(factors.path("short_factor")),
                numbers(factors.path("long_factor")));
        int length = row.path("seq_len").asInt();
        RopeTable table =
            GoldenContext.table(
                strategy()
                    .apply(
                        ContextPlans.plain(model, 1),
                        ContextPlans.request(strategy(), model, length, Map.of())));
        for (int pair = 0; pair < table.pairs(); pair++) {
          double expected = row.path("inv_freq").get(pair).asDouble();
          assertThat(table.frequency(pair)).isCloseTo(expected, within(1e-9 * expected));
        }
        compared++;
      }
    }
    assertThat(compared).isEqualTo(96);
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }

  /// The long list counts beyond the trained length, not at it.
  @Test
  void theListIsChosenByTheHorizon() {
    assertThat(firstFrequency(64)).isEqualTo(1);
    assertThat(firstFrequency(65)).isEqualTo(0.25);
  }

  private double firstFrequency(int length) {
    return GoldenContext.table(ContextPlans.plan(strategy(), model(), length, Map.of()))
        .frequency(0);
  }

  @Test
  void magnitudesAreTheReferences() {
    for (JsonNode row :
        GoldenContext.file("attention_scalars.json").path("longrope_attention_factor")) {
      int original = row.path("orig_ctx").asInt();
      assertThat(LongRopeStrategy.magnitude(row.path("factor").asDouble(), original))
          .isCloseTo(row.path("value").asDouble(), within(1e-9));
    }
  }

  @Test
  void modelsWithoutFactorsAreRefused() {
    ModelContext plain =
        ContextPlans.model(16, 64, List.of(new LayerKind(ContextPlans.FULL, 10_000, 0)));
    assertThatThrownBy(() -> ContextPlans.plan(strategy(), plain, 64, Map.of()))
        .isInstanceOf(StrategyRefusedException.class)
        .hasMessage("The model test-model brings no LongRoPE factors: use yarn instead.");
  }
}
