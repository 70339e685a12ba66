package org.hawser.launcher.command;

import java.nio.file.Path;
import org.hawser.launcher.home.DataDirectory;
import picocli.CommandLine.Option;

/// `--data`, shared by every command.
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data directory (default: $HAWSER_DATA, else hawser in the user's data folder).")
  private Path path;

  DataDirectory directory() {
    return DataDirectory.at(path);
  }
}
