package org.hawser.ingest.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Content in a temporary file; closing deletes the file if it is still there.
///
/// @param sha256 lower-case hexadecimal hash of the content
public record Spooled(Path file, String sha256, long sizeBytes) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
