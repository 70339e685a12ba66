package org.hawser.prompt.refine;

import static org.assertj.core.api.Assertions.assertThat;

import org.hawser.api.prompt.PromptStrategy;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.PromptStrategyContract;
import org.hawser.testkit.PromptTaskInMemory;
import org.junit.jupiter.api.Test;

class RefineStrategyTest extends PromptStrategyContract {
  @Override
  protected PromptStrategy strategy() {
    return Configurations.component(RefineStrategy.class);
  }

  @Test
  void eachRunBuildsOnTheAnswerBefore() throws InterruptedException {
    RecordingModel model = answered(PromptTaskInMemory.of(12, 40, true, 250));
    assertThat(model.calls).hasSizeGreaterThan(1);
    assertThat(model.calls.getFirst().messages().toString()).doesNotContain("answer so far");
    assertThat(model.calls.getLast().messages().toString()).contains("<answer so far>");
    assertThat(model.calls.getLast().sources()).hasSize(12);
  }
}
