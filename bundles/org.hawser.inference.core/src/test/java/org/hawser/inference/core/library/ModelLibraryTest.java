package org.hawser.inference.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelListing.State;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/// The life of models in the folder: drop, use, replace, remove, break.
class ModelLibraryTest {
  @TempDir Path folder;
  private final JavaKernels kernels = new JavaKernels();
  private ModelLibrary library;

  @BeforeEach
  void start() {
    library = Folders.library(Folders.settings(folder), kernels);
  }

  @AfterEach
  void stop() {
    library.stop();
    kernels.stop();
  }

  private void restart(LibrarySettings settings) {
    library.stop();
    library = Folders.library(settings, kernels);
    Folders.settle(library);
  }

  private static float[] run(LanguageModel model) {
    try (GenerationSession session = model.openSession(8)) {
      return session.append(1, 2, 3);
    }
  }

  @Test
  void listsAndServesADroppedModel() throws Exception {
    assertThat(library.list()).isEmpty();
    Folders.put(folder, "tiny.gguf", 1);
    Folders.settle(library);

    ModelListing listing = Folders.only(library);
    assertThat(listing.modelId()).isEqualTo("tiny");
    assertThat(listing.state()).isEqualTo(State.AVAILABLE);
    assertThat(listing.description().orElseThrow().architecture()).isEqualTo("llama");
    assertThat(listing.description().orElseThrow().contextLength()).isEqualTo(256);
    assertThat(listing.memory().orElseThrow().weightBytes()).containsKey(ServingForm.F32);
    assertThat(listing.memory().orElseThrow().cacheBytesPerThousandTokens()).isPositive();
    assertThat(library.context("tiny").contextLength()).isEqualTo(256);
    assertThatThrownBy(() -> library.context("other")).hasMessageContaining("choose one of tiny.");

    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
        ModelLease shared = library.acquire("", ServingForm.AUTO)) {
      assertThat(shared.model()).isSameAs(lease.model());
      assertThat(run(lease.model())).hasSize(512);
      assertThat(Folders.only(library).state()).isEqualTo(State.LOADED);
    }
  }

  @Test
  void servesADirectory() throws Exception {
    Path models = SharedData.require("data/models");
    try (ModelLease lease = library.open(models.resolve("tinystories-656k"), ServingForm.AUTO)) {
      assertThat(lease.model().description().architecture()).isEqualTo("llama");
      assertThat(lease.model().tokenizer().encode("Once upon a time").ids()).isNotEmpty();
      assertThat(run(lease.model())).isNotEmpty();
    }
    assertThat(library.list()).isEmpty();
  }

  @Test
  void aReplacedModelServesOldUsersUntilTheyEnd() throws Exception {
    Folders.put(folder, "tiny.gguf", 1);
    Folders.settle(library);
    ModelLease old = library.acquire("tiny", ServingForm.AUTO);
    float[] before = run(old.model());

    Folders.put(folder, "tiny.gguf", 2);
    Folders.settle(library);
    assertThat(Folders.only(library).state()).isEqualTo(State.AVAILABLE);
    assertThat(run(old.model())).isEqualTo(before);
    try (ModelLease renewed = library.acquire("tiny", ServingForm.AUTO)) {
      assertThat(run(renewed.model())).isNotEqualTo(before);
    }
    old.close();
    assertThatThrownBy(() -> old.model().openSession(8))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("The model tiny was unloaded. It was replaced or removed: ask again.");
  }

  @Test
  void aRemovedModelIsUnloadedWhenItsLastSessionEnds() throws Exception {
    Path file = Folders.put(folder, "tiny.gguf", 1);
    Folders.settle(library);
    ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
    LanguageModel model = lease.model();
    GenerationSession session = model.openSession(8);
    lease.close();
    Files.delete(file);
    library.refresh();

    assertThat(library.list()).isEmpty();
    assertThat(session.append(1, 2)).hasSize(512);
    session.close();
    assertThatThrownBy(() -> model.openSession(8)).isInstanceOf(ModelUnavailableException.class);
    assertThatThrownBy(() -> library.acquire("tiny", ServingForm.AUTO))
        .hasMessage("There is no model 'tiny': copy a .gguf file into " + folder + ".");
  }

  @Test
  void aBrokenFileHurtsNoOther() throws Exception {
    Folders.put(folder, "good.gguf", 1);
    Path half = Folders.put(folder, "half.gguf", 2);
    try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    Files.write(folder.resolve("junk.gguf"), new byte[100]);
    Folders.settle(library);

    assertThat(library.list())
        .extracting(ModelListing::modelId, ModelListing::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("good", State.AVAILABLE),
            org.assertj.core.groups.Tuple.tuple("half", State.FAILED),
            org.assertj.core.groups.Tuple.tuple("junk", State.FAILED));
    assertThat(library.list().get(1).detail()).contains("half.gguf ends before the data of tensor");
    assertThatThrownBy(() -> library.acquire("junk", ServingForm.AUTO))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContaining("junk.gguf");
    try (ModelLease lease = library.acquire("good", ServingForm.AUTO)) {
      assertThat(run(lease.model())).hasSize(512);
    }

    Folders.put(folder, "half.gguf", 2);
    Folders.settle(library);
    assertThat(library.list().get(1).state()).isEqualTo(State.AVAILABLE);
  }

  @Test
  void aFileCutShortInPlaceEndsInASentence() throws Exception {
    Path file = Folders.put(folder, "tiny.gguf", 1);
    Folders.settle(library);
    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
        GenerationSession session = lease.model().openSession(8)) {
      session.append(1);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      assertThatThrownBy(() -> session.append(2))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessageContaining("was changed while it was in use");
    }
  }

  @Test
  void aModelTooLargeIsRefusedWithNumbers() throws Exception {
    Folders.put(folder, "tiny.gguf", 1);
    restart(Folders.settings(folder, 1_000));

    assertThatThrownBy(() -> library.acquire("tiny", ServingForm.AUTO))
        .isInstanceOfSatisfying(
            ModelUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
        .hasMessageMatching(
            "The model tiny needs \\d+ MB as f32, but only 1 MB are left of the configured 1 MB: .*"
                + "raise memoryLimitMegabytes.");
    assertThat(Folders.only(library).state()).isEqualTo(State.FAILED);
    assertThat(Folders.only(library).detail()).contains("needs");
  }

  @Test
  void anUnusedModelMakesRoom() throws Exception {
    Folders.put(folder, "a.gguf", 1);
    Folders.put(folder, "b.gguf", 2);
    Folders.settle(library);
    MemoryNeed need = library.list().getFirst().memory().orElseThrow();
    long one = need.weightBytes().get(ServingForm.F32) + need.cacheBytesPerThousandTokens();
    restart(Folders.settings(folder, one * 3 / 2));
    LanguageModel first;
    try (ModelLease lease = library.acquire("a", ServingForm.AUTO)) {
      first = lease.model();
      assertThatThrownBy(() -> library.acquire("b", ServingForm.AUTO))
          .hasMessageContaining("are left of the configured");
    }
    try (ModelLease lease = library.acquire("b", ServingForm.AUTO)) {
      assertThat(run(lease.model())).hasSize(512);
      assertThatThrownBy(() -> first.openSession(1)).hasMessageContaining("It made room for b");
    }
  }

  @Test
  void whenTheEngineGoesSessionsFailAndTheNextLoads() throws Exception {
    Folders.put(folder, "tiny.gguf", 1);
    Folders.settle(library);
    ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
    GenerationSession session = lease.model().openSession(8);
    session.append(1);
    library.unbindKernels(kernels);

    assertThatThrownBy(() -> session.append(2))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("The model tiny was unloaded. Its matrix kernels were stopped: ask again.");
    session.close();
    lease.close();
    library.bindKernels(kernels, Map.of(Constants.SERVICE_ID, 2L));
    try (ModelLease again = library.acquire("tiny", ServingForm.AUTO)) {
      assertThat(run(again.model())).hasSize(512);
    }
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThatThrownBy(() -> library.open(folder.resolve("none.gguf"), ServingForm.AUTO))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContaining("none.gguf is no model");
  }

  @Test
  void anImpossibleSettingIsOneSentence() throws IOException {
    assertThatThrownBy(() -> ServingForm.named("int3"))
        .hasMessage(
            "There is no serving form 'int3': choose auto, f32, bf16, int8, int4, as-stored.");
  }
}
