package org.hawser.extract.tika.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where a worker process finds its classes.
@FunctionalInterface
public interface ClassPath {
  /// Folders and jars; called before each start of a process.
  ///
  /// @throws IOException when they cannot be unpacked
  List<Path> entries() throws IOException;
}
