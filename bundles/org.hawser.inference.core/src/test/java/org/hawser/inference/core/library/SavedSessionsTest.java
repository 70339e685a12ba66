package org.hawser.inference.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.SavedSessionException;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.kernels.JavaKernels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions in files, as callers of the service save and open them.
class SavedSessionsTest {
  @TempDir Path folder;
  @TempDir Path saved;
  private final JavaKernels kernels = new JavaKernels();
  private ModelLibrary library;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    library = Folders.library(Folders.settings(folder), kernels);
    Folders.put(folder, "tiny.gguf", 1);
    Folders.put(folder, "other.gguf", 2);
    Folders.settle(library);
    file = saved.resolve("session");
  }

  @AfterEach
  void stop() {
    library.stop();
    kernels.stop();
  }

  private static float[] save(LanguageModel model, Path file) {
    try (GenerationSession session = model.openSession(16)) {
      session.append(1, 2, 3, 4, 5);
      session.save(file);
      return session.append(6);
    }
  }

  @Test
  void aSavedSessionGoesOnAfterTheModelWasLoadedAnew() throws Exception {
    float[] expected;
    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO)) {
      expected = save(lease.model(), file);
    }
    library.stop();
    library = Folders.library(Folders.settings(folder), kernels);
    Folders.settle(library);
    ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
    LanguageModel model = lease.model();
    try (GenerationSession session = model.openSession(file, 16)) {
      lease.close();
      Files.delete(folder.resolve("tiny.gguf"));
      library.refresh();
      assertThat(session.tokens()).containsExactly(1, 2, 3, 4, 5);
      assertThat(session.append(6)).isEqualTo(expected);
    }
    assertThatThrownBy(() -> model.openSession(file, 16))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContaining("was unloaded");
  }

  @Test
  void whatDoesNotFitIsOneSentence() throws Exception {
    try (ModelLease lease = library.acquire("tiny", ServingForm.AUTO);
        ModelLease other = library.acquire("other", ServingForm.AUTO)) {
      save(lease.model(), file);

      assertThatThrownBy(() -> other.model().openSession(file, 16))
          .isInstanceOf(SavedSessionException.class)
          .hasMessageContaining("was saved from another model");
      assertThatThrownBy(() -> lease.model().openSession(file, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("holds 5 tokens: open it with a larger horizon.");
      byte[] good = Files.readAllBytes(file);
      byte[] damaged = good.clone();
      damaged[damaged.length / 2] ^= 1;
      for (byte[] bad : new byte[][] {damaged, Arrays.copyOf(good, good.length - 1), new byte[9]}) {
        Files.write(file, bad);
        assertThatThrownBy(() -> lease.model().openSession(file, 16))
            .isInstanceOf(SavedSessionException.class)
            .hasMessageMatching(".*(is broken or incomplete|is no saved session).*");
      }
      assertThat(library.list()).allMatch(listing -> listing.sessions() == 0);
    }
  }
}
