package org.hawser.tests.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A file system in memory of a few hundred megabytes, mounted for one process and gone with it.
/// Needs Linux, and either root or user namespaces.
record SmallDisk(int megabytes) {
  private static final String MOUNT =
      "mount -t tmpfs -o size=%sm tmpfs \"$1\" && shift && exec \"$@\"";

  /// The words in front of a command that runs it with the disk in place of a folder.
  List<String> mountedAt(Path folder) {
    String script = MOUNT.replace("%s", Integer.toString(megabytes));
    return List.of(
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        script,
        "sh",
        folder.toString());
  }

  /// Whether this machine lets us.
  boolean isPossible(Path folder) throws InterruptedException {
    try {
      Process trial =
          new ProcessBuilder(Stream.concat(mountedAt(folder).stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .start();
      return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
