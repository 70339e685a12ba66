package org.hawser.inference.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.kernels.JavaKernels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers while models come and go.
class AnswersTest {
  private static final GenerationRequest LONG =
      GenerationRequest.of(Prompt.text("Tell me")).withMaxTokens(200);

  @TempDir Path folder;
  private final JavaKernels kernels = new JavaKernels();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private ModelLibrary library;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    library = Folders.library(Folders.settings(folder), kernels);
    file = Folders.put(folder, "tiny.gguf", 1);
    Folders.settle(library);
  }

  @AfterEach
  void stop() {
    library.stop();
    kernels.stop();
  }

  /// Holds the answer at its first token.
  private void pause(GenerationEvent event) {
    if (event instanceof GenerationEvent.TokenChosen && begun.getCount() > 0) {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aRemovedModelFinishesItsAnswer() throws Exception {
    Generation generation;
    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO)) {
      generation = lease.model().generate(LONG, this::pause);
      begun.await();
      Files.delete(file);
      library.refresh();
      goOn.countDown();
      assertThat(generation.result().tokenIds()).isNotEmpty();
      assertThat(generation.result().finishReason()).isNotEqualTo(FinishReason.CANCELLED);
    }
    assertThat(library.list()).isEmpty();
  }

  @Test
  void unloadedInMidAnswerIsASentence() throws Exception {
    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO)) {
      Generation generation = lease.model().generate(LONG, this::pause);
      begun.await();
      Thread unbinding = Thread.ofVirtual().start(() -> library.unbindKernels(kernels));
      goOn.countDown();
      unbinding.join();
      assertThatThrownBy(generation::result)
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessage("The model tiny was unloaded. Its matrix kernels were stopped: ask again.");
    }
  }

  @Test
  void aCancelledAnswerIsAResult() throws Exception {
    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO)) {
      Generation generation = lease.model().generate(LONG, this::pause);
      begun.await();
      generation.cancel();
      goOn.countDown();
      assertThat(generation.result().finishReason()).isEqualTo(FinishReason.CANCELLED);
    }
  }

  @Test
  void keptPromptsDoNotKeepAModelLoaded() throws Exception {
    ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
    lease.model().generate(LONG, GenerationListener.NONE).result();
    assertThat(Folders.only(library).sessions()).isEqualTo(1);
    Files.delete(file);
    library.refresh();
    lease.close();
    assertThatThrownBy(() -> lease.model().openSession(1))
        .isInstanceOf(ModelUnavailableException.class);
  }
}
