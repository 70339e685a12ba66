package org.hawser.conversation.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands in folders, and how it goes.
final class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private Folders() {}

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /// Deletes a file, or a folder with all in it.
  static void delete(Path path) throws IOException {
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path each : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Keeps what cannot be read for somebody to look at, under a name nothing reads, and says so.
  ///
  /// @return its new name
  static String setAside(Path path, String why) throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".damaged");
    for (int i = 2; Files.exists(aside); i++) {
      aside = path.resolveSibling(path.getFileName() + ".damaged-" + i);
    }
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    SealedFile.syncFolder(path.getParent());
    LOG.warn("{} is damaged ({}) and was set aside as {}.", path, why, aside.getFileName());
    return aside.getFileName().toString();
  }
}
