package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

class NativePlanTest {
  @Test
  void fullModelsSeeEverythingBefore() {
    DecoderConfig config = config("tiny-llama");
    AttentionPlan plan = NativePlan.of(config, 100);
    assertThat(plan.rows()).isEqualTo(100);
    assertThat(plan.layer("full").spans()).hasSize(1);
    assertThat(plan.layer("full").spans().getFirst().isCausal()).isTrue();
    assertThat(plan.layer("full").table().pairs()).isEqualTo(config.rotarySize() / 2);
    ModelContext context = NativePlan.context(config, "tiny");
    assertThat(context.trainedLength()).isEqualTo(32);
    assertThat(context.declaredScaling()).isEqualTo("none");
    assertThat(context.layerKinds())
        .containsExactly(new LayerKind("full", config.layers().getFirst().ropeTheta(), 0));
  }

  @Test
  void layersWithAWindowAreAKindOfTheirOwn() {
    DecoderConfig config = config("tiny-gemma3");
    AttentionPlan plan = NativePlan.of(config, 100);
    List<LayerKind> kinds = NativePlan.context(config, "tiny").layerKinds();
    assertThat(kinds.stream().map(LayerKind::name)).containsExactlyInAnyOrder("full", "sliding");
    LayerKind sliding = kinds.stream().filter(kind -> kind.window() > 0).findFirst().orElseThrow();
    Span span = plan.layer("sliding").spans().getFirst();
    assertThat(span.from(90)).isEqualTo(91 - sliding.window());
    assertThat(span.to(90)).isEqualTo(91);
    assertThat(plan.layer("full").spans().getFirst().isCausal()).isTrue();
    assertThat(plan.layer("full").table()).isNotEqualTo(plan.layer("sliding").table());
  }

  @Test
  void whatDependsOnTheLengthFollowsTheHorizon() {
    Path directory = SharedData.require("golden/models/tiny-llama");
    ObjectNode json = (ObjectNode) ModelJson.read(directory.resolve("config.json"));
    json.putObject("rope_parameters")
        .put("rope_type", "dynamic")
        .put("factor", 2)
        .put("rope_theta", 10000);
    DecoderConfig config = HuggingFaceConfig.read(json);
    assertThat(NativePlan.of(config, 20).layer("full").table())
        .isEqualTo(NativePlan.of(config, 32).layer("full").table())
        .isNotEqualTo(NativePlan.of(config, 64).layer("full").table());
    assertThat(NativePlan.context(config, "tiny").declaredScaling()).isEqualTo("dynamic");
  }

  private static DecoderConfig config(String name) {
    Path directory = SharedData.require("golden/models/" + name);
    return HuggingFaceConfig.read(ModelJson.read(directory.resolve("config.json")));
  }
}
