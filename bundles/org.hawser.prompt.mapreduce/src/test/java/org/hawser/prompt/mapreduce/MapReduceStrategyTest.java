package org.hawser.prompt.mapreduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.PromptStrategyContract;
import org.hawser.testkit.PromptTaskInMemory;
import org.junit.jupiter.api.Test;

class MapReduceStrategyTest extends PromptStrategyContract {
  @Override
  protected PromptStrategy strategy() {
    return Configurations.component(MapReduceStrategy.class);
  }

  @Test
  void everyPartIsNotedAndTheAnswerRestsOnAll() throws InterruptedException {
    RecordingModel model = answered(PromptTaskInMemory.of(12, 40, true, 400));
    assertThat(model.calls).hasSizeGreaterThan(2);
    assertThat(model.calls.getFirst().step()).startsWith("part 1 of");
    assertThat(model.calls.getLast().sources()).hasSize(12);
    assertThat(model.calls.getLast().messages().toString()).contains("[1]", "<notes>");
  }

  @Test
  void notesThatDoNotFitAreWrittenShorter() throws InterruptedException {
    MapReduceStrategy.Configuration shortNotes =
        Configurations.with(
            MapReduceStrategy.Configuration.class, Map.of("noteTokens", 16, "mostRuns", 1000));
    PromptTaskInMemory task = PromptTaskInMemory.of(60, 40, true, 160);
    RecordingModel model = new RecordingModel(task);
    new MapReduceStrategy(shortNotes).answer(task, model);
    assertThat(model.calls).anyMatch(call -> call.step().startsWith("notes 1 of"));
    assertThat(model.calls.getLast().last()).isTrue();
    assertThat(model.leftOut).isEmpty();
  }
}
