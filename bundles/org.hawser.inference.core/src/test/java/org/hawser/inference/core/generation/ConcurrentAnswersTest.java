package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.core.serving.ServingForm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers made side by side are those made one after the other.
class ConcurrentAnswersTest {
  @ParameterizedTest
  @EnumSource(names = {"F32", "INT8"})
  void eightAtOnceWithOneCancelledAndOneFailing(ServingForm form) throws InterruptedException {
    try (TestModel model = TestModel.stories(form);
        Generator generator = model.generator(new GenerationLimits(8, 8, 4000))) {
      List<GenerationRequest> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Sampling sampling = new Sampling(1, i % 3 * .4f, 0, 1, 0, i, List.of());
        requests.add(
            GenerationRequest.of(Prompt.text("Once upon a time, Lily saw a dog. ".repeat(1 + i)))
                .withSampling(sampling)
                .withPromptLookup(i % 2 == 0)
                .withMaxTokens(80));
      }
      Generation cancelled =
          generator.generate(requests.getFirst().withMaxTokens(400), GenerationListener.NONE);
      Generation failing =
          generator.generate(
              requests.getFirst(),
              event -> {
                throw new UnsupportedOperationException();
              });
      List<Generation> together = new ArrayList<>();
      for (GenerationRequest request : requests) {
        together.add(generator.generate(request, GenerationListener.NONE));
      }
      cancelled.cancel();
      assertThat(cancelled.result().finishReason()).isIn(FinishReason.CANCELLED, FinishReason.STOP);
      for (int i = 0; i < 8; i++) {
        GenerationResult alone = model.answer(requests.get(i));
        assertThat(together.get(i).result().tokenIds())
            .as("answer " + i)
            .isEqualTo(alone.tokenIds());
      }
      assertThat(catchResult(failing)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static Exception catchResult(Generation generation) throws InterruptedException {
    try {
      generation.result();
      return null;
    } catch (IllegalStateException e) {
      return e;
    }
  }
}
