package org.hawser.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Test data that lies beside the project. Tests that need it skip, with a message, where it is
/// absent.
public final class SharedData {
  private SharedData() {}

  /// The file or folder at `relative`, or the test is skipped.
  public static Path require(String relative) {
    Path path =
        Path.of(System.getProperty("hawser.shared", "../shared")).resolve(relative).normalize();
    Assumptions.assumeTrue(
        Files.exists(path), () -> "Skipped: test data " + relative + " is not beside the project");
    return path;
  }
}
