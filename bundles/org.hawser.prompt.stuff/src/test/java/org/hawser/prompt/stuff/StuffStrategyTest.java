package org.hawser.prompt.stuff;

import static org.assertj.core.api.Assertions.assertThat;

import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptTask;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.PromptStrategyContract;
import org.hawser.testkit.PromptTaskInMemory;
import org.junit.jupiter.api.Test;

class StuffStrategyTest extends PromptStrategyContract {
  @Override
  protected PromptStrategy strategy() {
    return Configurations.component(StuffStrategy.class);
  }

  @Test
  void theBestSourcesStandAtTheTwoEnds() throws InterruptedException {
    RecordingModel model = answered(PromptTaskInMemory.of(5, 20, false, 1_000));
    assertThat(model.calls.getFirst().sources())
        .extracting(PromptSource::number)
        .containsExactly(1, 3, 5, 4, 2);
  }

  @Test
  void theBestThatFitAreReadAndEveryOtherIsTold() throws InterruptedException {
    PromptTask task = PromptTaskInMemory.of(10, 40, false, 160);
    RecordingModel model = answered(task);
    assertThat(model.read()).containsExactlyInAnyOrder("d#1", "d#2", "d#3");
    assertThat(model.leftOut).hasSize(7);
    assertThat(strategy().suitability(task).reason()).contains("3 of 10");
  }
}
