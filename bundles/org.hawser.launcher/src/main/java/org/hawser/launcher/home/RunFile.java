package org.hawser.launcher.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.hawser.launcher.UserError;

/// Tells the command line where the container of a data directory listens.
///
/// @param url base address, such as `http://127.0.0.1:8642`
/// @param pid process id of the container
public record RunFile(String url, long pid) {
  /// Publishes where this process listens.
  public void write(DataDirectory data) {
    try {
      PrivateFile.write(path(data), "url=" + url + "\npid=" + pid + "\n");
    } catch (IOException e) {
      throw new UserError("Cannot write " + path(data) + " (" + e.getMessage() + ").", e);
    }
  }

  /// Where the container of this data directory listens, or empty when the file is missing. The
  /// process may be gone: only the lock tells.
  public static Optional<RunFile> read(DataDirectory data) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(path(data), StandardCharsets.UTF_8)) {
      properties.load(reader);
      return Optional.of(
          new RunFile(
              properties.getProperty("url", ""), Long.parseLong(properties.getProperty("pid"))));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  public static void delete(DataDirectory data) {
    try {
      Files.deleteIfExists(path(data));
    } catch (IOException e) {
      // The next start overwrites it; readers check the lock.
    }
  }

  private static Path path(DataDirectory data) {
    return data.run().resolve("container.properties");
  }
}
