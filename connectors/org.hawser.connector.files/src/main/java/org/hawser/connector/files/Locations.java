package org.hawser.connector.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.hawser.api.connector.SourceException;

/// Checks locations.
final class Locations {
  private final List<Path> roots;

  Locations(List<Path> roots) {
    this.roots = roots;
  }

  /// The folder or file a location means, with every link resolved.
  Path real(String location) throws SourceException {
    Path path = parse(location);
    try {
      Path real = path.toRealPath();
      requireAllowed(real);
      if (!Files.isDirectory(real) && !Files.isRegularFile(real)) {
        throw new SourceException(location + " is neither a folder nor a file: give one of them.");
      }
      if (!Files.isReadable(real)) {
        throw denied(location, null);
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new SourceException(
          "The folder "
              + location
              + " is not there: check the path, and that its disk or share is"
              + " mounted.",
          e);
    } catch (AccessDeniedException e) {
      throw denied(location, e);
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw new SourceException(
          "The folder "
              + location
              + " cannot be read ("
              + e.getMessage()
              + "): check its disk or"
              + " share.",
          e);
    }
  }

  private static Path parse(String location) throws SourceException {
    try {
      Path path = Path.of(location);
      if (!path.isAbsolute()) {
        throw new SourceException(
            "'" + location + "' is not an absolute path: write it from the root on.");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new SourceException("'" + location + "' is not a path: correct it.", e);
    }
  }

  /// Roots are resolved at each check, because a share may be mounted later.
  private void requireAllowed(Path real) throws SourceException {
    for (Path root : roots) {
      if (Files.exists(root) && startsWithReal(real, root)) {
        return;
      }
    }
    if (!roots.isEmpty()) {
      throw new SourceException(
          real
              + " is outside the folders this connector may read: choose one inside "
              + roots
              + ", or extend its setting 'roots'.");
    }
  }

  private static boolean startsWithReal(Path real, Path root) {
    try {
      return real.startsWith(root.toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private static SourceException denied(String location, Exception cause) {
    return new SourceException(
        "The folder " + location + " may not be read by this process: give its user permission.",
        cause);
  }
}
