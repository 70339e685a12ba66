package org.hawser.inference.core.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.quant.GgmlType;
import org.osgi.framework.Constants;

/// Small models in a folder, and libraries over it.
final class Folders {
  private Folders() {}

  /// Puts a model into a folder the way the documentation asks for: written elsewhere, renamed into
  /// place.
  static Path put(Path folder, String name, long seed) throws IOException {
    Path written = Files.createTempFile(folder, ".arriving", ".tmp");
    new RandomModel(ModelShape.named("tiny"), GgmlType.F32, seed).write(written);
    return Files.move(written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  static LibrarySettings settings(Path folder) {
    return settings(folder, 0);
  }

  /// @param memoryLimit bytes
  static LibrarySettings settings(Path folder, long memoryLimit) {
    return new LibrarySettings(
        folder,
        ServingForm.F32,
        CacheFormat.F32,
        1,
        Duration.ofMinutes(30),
        memoryLimit,
        2,
        2,
        1_000_000);
  }

  static ModelLibrary library(LibrarySettings settings, JavaKernels kernels) {
    ModelLibrary library = new ModelLibrary(settings);
    library.bindKernels(kernels, Map.of(Constants.SERVICE_ID, 1L));
    return library;
  }

  /// Two looks: what does not change between them has settled.
  static void settle(ModelLibrary library) {
    library.refresh();
    library.refresh();
  }

  static ModelListing only(ModelLibrary library) {
    if (library.list().size() != 1) {
      throw new AssertionError("Listed are " + library.list());
    }
    return library.list().getFirst();
  }
}
