package org.hawser.prompt.wholedocument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.PromptStrategyContract;
import org.hawser.testkit.PromptTaskInMemory;
import org.junit.jupiter.api.Test;

class WholeDocumentStrategyTest extends PromptStrategyContract {
  @Override
  protected PromptStrategy strategy() {
    return Configurations.component(WholeDocumentStrategy.class);
  }

  @Test
  void theDocumentIsReadInItsOwnOrderWhateverWasFound() throws InterruptedException {
    RecordingModel model = answered(new PromptTaskInMemory(List.of(4, 2), 5, 20, false, 1_000, 20));
    assertThat(model.calls.getFirst().sources())
        .extracting(PromptSource::number)
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void shortNamedDocumentsAreReadWholeByThemselves() {
    assertThat(preference(true, 5)).isGreaterThan(90);
    assertThat(preference(true, 300)).isLessThan(60);
    assertThat(preference(false, 5)).isLessThan(20);
  }

  private int preference(boolean named, int parts) {
    return strategy().suitability(PromptTaskInMemory.of(parts, 20, named, 10_000)).preference();
  }
}
