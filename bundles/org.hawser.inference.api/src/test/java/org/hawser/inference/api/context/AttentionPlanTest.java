package org.hawser.inference.api.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.junit.jupiter.api.Test;

class AttentionPlanTest {
  private static final RopeTable PLAIN = RopeTable.unscaled(10_000, 8);
  private static final RopeTable OTHER = RopeTable.unscaled(20_000, 8);

  private static ModelContext model(String declared, LayerKind... kinds) {
    return new ModelContext(
        "m", "llama", 8, 8, 64, 64, declared, List.of(kinds), List.of(), List.of());
  }

  private static final LayerKind FULL = new LayerKind("full", 10_000, 0);
  private static final LayerKind SLIDING = new LayerKind("sliding", 10_000, 4);
  private static final LayerKind WITHOUT_ROPE = new LayerKind("without-rope", 0, 0);

  private static AttentionPlan plan() {
    LayerPlan layer = new LayerPlan(PLAIN, List.of(Span.causal(6)), null, null);
    LayerPlan window = new LayerPlan(PLAIN, List.of(Span.window(6, 4)), null, null);
    return new AttentionPlan(Map.of("full", layer, "sliding", window, "without-rope", layer));
  }

  @Test
  void tablesChangeWhereRopeSeesTheWholeContext() {
    AttentionPlan changed =
        plan().withTables(model("none", FULL, SLIDING, WITHOUT_ROPE), (_, _) -> OTHER);
    assertThat(changed.layer("full").table()).isEqualTo(OTHER);
    assertThat(changed.layer("sliding").table()).isEqualTo(PLAIN);
    assertThat(changed.layer("without-rope").table()).isEqualTo(PLAIN);
  }

  @Test
  void queryScalesMultiplyWhereTheWholeContextIsSeen() {
    ModelContext model = model("none", FULL, SLIDING, WITHOUT_ROPE);
    float[] twice = {2, 2, 2, 2, 2, 2};
    AttentionPlan changed = plan().withQueryScale(model, twice).withQueryScale(model, twice);
    assertThat(changed.layer("full").queryScale(5)).isEqualTo(4);
    assertThat(changed.layer("without-rope").queryScale(5)).isEqualTo(4);
    assertThat(changed.layer("sliding").queryScale(5)).isEqualTo(1);
  }

  @Test
  void noScalingIsDefinedOnTopOfAnother() {
    assertThatThrownBy(() -> plan().withTables(model("llama3", FULL), (_, _) -> OTHER))
        .isInstanceOf(StrategyRefusedException.class)
        .hasMessageContaining("scales its RoPE itself (llama3)");
    ModelContext model = model("none", FULL);
    AttentionPlan scaled = plan().withTables(model, (_, _) -> OTHER);
    assertThatThrownBy(() -> scaled.withTables(model, (_, _) -> OTHER))
        .isInstanceOf(StrategyRefusedException.class)
        .hasMessageContaining("not defined together");
    assertThatThrownBy(() -> scaled.withSpans(model, _ -> List.of(Span.causal(6))))
        .isInstanceOf(StrategyRefusedException.class);
  }

  @Test
  void positionsChangeOnTopOfADeclaredScaling() {
    AttentionPlan changed =
        plan().withSpans(model("llama3", FULL), _ -> List.of(Span.window(6, 3)));
    assertThat(changed.layer("full").spans().getFirst().from(5)).isEqualTo(3);
  }

  @Test
  void aModelWithoutSuchLayersIsRefused() {
    assertThatThrownBy(() -> plan().withTables(model("none", SLIDING), (_, _) -> OTHER))
        .isInstanceOf(StrategyRefusedException.class)
        .hasMessageEndingWith("use none.");
    assertThatThrownBy(
            () -> plan().withSpans(model("none", WITHOUT_ROPE), _ -> List.of(Span.causal(6))))
        .isInstanceOf(StrategyRefusedException.class);
  }

  @Test
  void spansAreCausalDisjointAndLeaveNoRowWithoutACell() {
    assertThatThrownBy(() -> Span.of(3, _ -> 0, row -> row + 2, row -> row, KeyPositions.STORED))
        .isInstanceOf(IllegalArgumentException.class);
    Span all = Span.causal(3);
    assertThatThrownBy(() -> new LayerPlan(PLAIN, List.of(all, Span.window(3, 1)), null, null))
        .hasMessage("Row 0 sees a cell in two spans.");
    Span late = Span.of(3, _ -> 1, row -> row + 1, row -> row, KeyPositions.STORED);
    assertThatThrownBy(() -> new LayerPlan(PLAIN, List.of(late), null, null))
        .hasMessage("Row 0 sees no cell.");
    assertThatThrownBy(
            () ->
                new LayerPlan(PLAIN, List.of(all), null, null)
                    .withTable(RopeTable.unscaled(10_000, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parametersCheckValuesAndTheirOwnDefault() {
    StrategyParameter factor = StrategyParameter.number("factor", "", 1, 4, 2, "A factor.");
    assertThat(factor.check(1.5)).isEqualTo(1.5);
    assertThatThrownBy(() -> factor.check(0.5))
        .hasMessage("The parameter factor takes a number from 1 to 4, not 0.5.");
    StrategyParameter window = StrategyParameter.derivedWhole("window", "tokens", 1, 9, 0, "It.");
    assertThat(window.defaultValue()).isEmpty();
    assertThatThrownBy(() -> window.check(2.5))
        .hasMessage("The parameter window takes a whole number from 1 to 9, not 2.5.");
    assertThatThrownBy(() -> StrategyParameter.flag("truncate", true, "It.").check(2))
        .hasMessage("The parameter truncate takes true or false, not 2.");
    assertThatThrownBy(() -> StrategyParameter.number("factor", "", 1, 4, 8, "A factor."))
        .isInstanceOf(StrategyRefusedException.class);
  }
}
