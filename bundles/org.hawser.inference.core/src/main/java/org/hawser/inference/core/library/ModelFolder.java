package org.hawser.inference.core.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.inference.core.library.ModelFiles.Stamp;

/// Tells which models of a folder have settled: whose files were the same at the last look, or have
/// not been written for a while. Used by one thread at a time.
final class ModelFolder {
  private static final Duration AT_REST = Duration.ofSeconds(10);

  private final Path folder;
  private Map<ModelFiles, List<Stamp>> before = Map.of();

  ModelFolder(Path folder) {
    this.folder = folder;
  }

  /// A model with the stamps it has been seen with.
  record Sighting(String id, ModelFiles files, List<Stamp> stamps) {
    long bytes() {
      return stamps.stream().mapToLong(Stamp::size).sum();
    }
  }

  /// What one look shows.
  ///
  /// @param settled models whose files are whole as far as one can tell
  /// @param changing ids of models whose files are being written
  record Look(List<Sighting> settled, Set<String> changing) {}

  /// Looks at the folder.
  ///
  /// @param nowMillis wall clock
  /// @throws UncheckedIOException when the folder cannot be read
  Look look(long nowMillis) {
    Map<ModelFiles, List<Stamp>> now = new HashMap<>();
    List<Sighting> settled = new ArrayList<>();
    Set<String> changing = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (ModelFiles files : files()) {
      String id = id(files, ids);
      try {
        List<Stamp> stamps = files.stamps();
        now.put(files, stamps);
        if (stamps.equals(before.get(files)) || atRest(stamps, nowMillis)) {
          settled.add(new Sighting(id, files, stamps));
        } else {
          changing.add(id);
        }
      } catch (IOException _) {
        // It went or is being renamed: the next look will tell.
        changing.add(id);
      }
    }
    before = now;
    return new Look(settled, changing);
  }

  private List<ModelFiles> files() {
    try {
      return Files.exists(folder) ? ModelFiles.in(folder) : List.of();
    } catch (NotDirectoryException e) {
      throw new UncheckedIOException(folder + " is no directory: choose another.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": check its permissions.", e);
    }
  }

  private String id(ModelFiles files, Set<String> ids) {
    Path within = folder.relativize(files.path());
    String parent = within.getNameCount() > 1 ? within.getName(0) + "/" : "";
    String id = parent + files.name();
    if (!ids.add(id)) {
      id = parent + files.path().getFileName();
      ids.add(id);
    }
    return id;
  }

  private static boolean atRest(List<Stamp> stamps, long nowMillis) {
    long last = stamps.stream().mapToLong(Stamp::modified).max().orElse(nowMillis);
    return nowMillis - last > AT_REST.toMillis();
  }
}
