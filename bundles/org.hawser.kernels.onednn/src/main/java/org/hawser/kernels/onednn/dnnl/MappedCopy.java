package org.hawser.kernels.onednn.dnnl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds a copy of the library that this process has mapped already. The library exports thousands
/// of symbols that the loader binds once for the whole process (STB_GNU_UNIQUE), so a second copy
/// from another path would run on the first one's tables and crash.
final class MappedCopy {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String DELETED = " (deleted)";

  private MappedCopy() {}

  /// The mapped file, or empty when there is none or the system does not tell.
  ///
  /// @throws DnnlLoadException when the mapped file was deleted since, so that it cannot be loaded
  ///     again
  static Optional<Path> find() {
    try (Stream<String> lines = Files.lines(MAPS, StandardCharsets.UTF_8)) {
      Optional<String> mapped =
          lines
              .filter(
                  l -> l.endsWith("/" + DnnlLibrary.FILE) || l.endsWith(DnnlLibrary.FILE + DELETED))
              .map(l -> l.substring(l.indexOf('/')))
              .findFirst();
      if (mapped.filter(path -> path.endsWith(DELETED)).isPresent()) {
        throw new DnnlLoadException(
            "another copy of the library, deleted since, is still in this process: restart it");
      }
      return mapped.map(Path::of);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
