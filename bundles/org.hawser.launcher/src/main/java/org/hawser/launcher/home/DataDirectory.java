package org.hawser.launcher.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.hawser.launcher.UserError;

/// Everything the product writes: index, documents, logs, secrets. Readable by its owner only.
///
/// @param root the folder
public record DataDirectory(Path root) {
  /// The folder asked for, or `$HAWSER_DATA`, or the user's data folder.
  public static DataDirectory at(Path asked) {
    if (asked != null) {
      return new DataDirectory(asked.toAbsolutePath().normalize());
    }
    String fromEnvironment = System.getenv("HAWSER_DATA");
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return new DataDirectory(Path.of(fromEnvironment).toAbsolutePath().normalize());
    }
    String xdg = System.getenv("XDG_DATA_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(xdg);
    return new DataDirectory(base.resolve("hawser").toAbsolutePath().normalize());
  }

  /// Creates the folders; does nothing when they are there.
  public DataDirectory create() {
    try {
      if (!Files.exists(root)) {
        Files.createDirectories(root.getParent());
        createPrivate(root);
      }
      for (Path folder : new Path[] {load(), config(), models()}) {
        Files.createDirectories(folder);
      }
      createPrivate(logs());
      createPrivate(run());
      createPrivate(secrets());
      return this;
    } catch (IOException e) {
      throw new UserError(
          "Cannot write to the data directory "
              + root
              + " ("
              + e.getMessage()
              + "): make it"
              + " writable, or choose another with --data.",
          e);
    }
  }

  /// Closes what is in it to other users of the machine.
  ///
  /// @return one sentence for each thing an administrator should know; usually none
  public List<String> protect() {
    try {
      return new Protection(this).apply();
    } catch (IOException e) {
      throw new UserError(
          "Cannot read who may enter the data directory " + root + " (" + e.getMessage() + ").", e);
    }
  }

  private static void createPrivate(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /// Hot drop folder for bundles.
  public Path load() {
    return root.resolve("load");
  }

  /// The administrator's configuration, one `<PID>.config` per component, read while running.
  public Path config() {
    return root.resolve("config");
  }

  public Path models() {
    return root.resolve("models");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /// What belongs to the running process.
  public Path run() {
    return root.resolve("run");
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  /// The framework's bundle cache.
  public Path bundleCache() {
    return root.resolve("cache").resolve("bundles");
  }

  /// Takes the right to run on this folder, until the process ends however it ends.
  ///
  /// @return the lock, or empty when another process holds it
  public Optional<FileLock> lock() {
    Path file = run().resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (IOException e) {
      throw new UserError("Cannot lock " + file + " (" + e.getMessage() + ").", e);
    }
  }
}
