package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent.TokenChosen;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.Prompt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private static final GenerationRequest STORY =
      GenerationRequest.of(Prompt.text("Once upon a time")).withMaxTokens(200);

  private TestModel model;
  private Generator generator;
  private final CountDownLatch go = new CountDownLatch(1);

  @BeforeEach
  void load() {
    model = TestModel.stories();
    generator = model.generator(new GenerationLimits(1, 2, 1000));
  }

  @AfterEach
  void unload() {
    if (model != null) {
      go.countDown();
      generator.close();
      model.close();
    }
  }

  @Test
  void whatWasMadeIsTheResult() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(3);
    Generation generation =
        generator.generate(
            STORY,
            event -> {
              if (event instanceof TokenChosen) {
                third.countDown();
                if (third.getCount() == 0) {
                  await(go);
                }
              }
            });
    third.await();
    generation.cancel();
    go.countDown();
    GenerationResult result = generation.result();
    assertThat(result.finishReason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(result.tokenIds()).hasSize(3);
    assertThat(result.text()).isEqualTo(model.tokenizer.decode(result.tokenIds()));
    generation.cancel();
    assertThat(answer().tokenIds()).startsWith(result.tokenIds());
  }

  @Test
  void waitingAnswersCanBeCancelledAndTooManyAreRefused() throws InterruptedException {
    Generation running = generator.generate(STORY, event -> await(go));
    List<Generation> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(generator.generate(STORY, GenerationListener.NONE));
    }
    Generation refused = generator.generate(STORY, GenerationListener.NONE);
    assertThatThrownBy(refused::result)
        .isInstanceOfSatisfying(
            GenerationRefusedException.class, e -> assertThat(e.isBusy()).isTrue())
        .hasMessageContaining("ask again in a moment");
    waiting.getFirst().cancel();
    GenerationResult cancelled = waiting.getFirst().result();
    assertThat(cancelled.finishReason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(cancelled.tokenIds()).isEmpty();
    go.countDown();
    assertThat(running.result().tokenIds()).isEqualTo(waiting.getLast().result().tokenIds());
  }

  @Test
  void unloadingEndsEverything() throws InterruptedException {
    Generation running = generator.generate(STORY, event -> await(go));
    Generation waiting = generator.generate(STORY, GenerationListener.NONE);
    Thread closing = Thread.ofVirtual().start(generator::close);
    assertThat(waiting.result().finishReason()).isEqualTo(FinishReason.CANCELLED);
    go.countDown();
    assertThat(running.result().finishReason()).isEqualTo(FinishReason.CANCELLED);
    closing.join();
    assertThatThrownBy(this::answer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unloaded");
  }

  private GenerationResult answer() throws InterruptedException {
    return generator.generate(STORY, GenerationListener.NONE).result();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
