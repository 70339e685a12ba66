package org.hawser.launcher.home;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.hawser.launcher.UserError;

/// The unpacked product: read-only while it runs.
///
/// @param root folder that holds `lib`, `repo`, `features` and `runtime-config`
public record Installation(Path root) {
  /// The installation the shell script started this process from.
  public static Installation current() {
    String home = System.getProperty("hawser.home");
    if (home == null) {
      throw new UserError(
          "Start Hawser with the hawser script, which tells where it is installed.");
    }
    return new Installation(Path.of(home).toAbsolutePath().normalize());
  }

  public Path features() {
    return root.resolve("features");
  }

  /// Bundles in Maven repository layout.
  public Path repository() {
    return root.resolve("repo");
  }

  public Path runtimeConfig() {
    return root.resolve("runtime-config");
  }

  /// Framework properties the product ships with.
  public Properties frameworkProperties() {
    Path file = runtimeConfig().resolve("framework.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": unpack the distribution again.", e);
    }
    return properties;
  }
}
