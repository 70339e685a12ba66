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

  /// What a command needs so that it finds the same data directory, with a blank in front; empty
  /// when it finds it by itself.
  String argument() {
    return path == null ? "" : " --data " + path;
  }

  DataDirectory directory() {
    return DataDirectory.at(path);
  }
}
