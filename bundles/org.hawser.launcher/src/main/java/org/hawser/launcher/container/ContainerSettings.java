package org.hawser.launcher.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hawser.launcher.UserError;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;
import org.osgi.framework.Constants;

/// How to start a container.
///
/// @param data its data directory
/// @param host address to listen on
/// @param port port to listen on
/// @param features names of feature files, in order
/// @param shell whether the terminal gets an interactive Gogo shell
public record ContainerSettings(
    DataDirectory data, String host, int port, List<String> features, boolean shell) {
  public ContainerSettings {
    features = List.copyOf(features);
  }

  /// Framework properties: what the product ships with, plus what depends on this start.
  Map<String, String> frameworkProperties(Installation installation) {
    Map<String, String> properties = new HashMap<>();
    Properties shipped = installation.frameworkProperties();
    shipped.stringPropertyNames().forEach(k -> properties.put(k, shipped.getProperty(k)));
    properties.put("hawser.data", data.root().toString());
    properties.put("hawser.home", installation.root().toString());
    properties.put("org.apache.felix.http.host", host);
    properties.put("org.osgi.service.http.port", Integer.toString(port));
    properties.put(Constants.FRAMEWORK_STORAGE, data.bundleCache().toString());
    properties.put("configurator.initial", shippedConfiguration(installation));
    properties.put("felix.fileinstall.dir", data.load() + "," + data.config());
    properties.put("felix.fileinstall.tmpdir", data.run().resolve("fileinstall").toString());
    properties.put("gosh.args", shell ? "" : "--nointeractive");
    return properties;
  }

  /// One JSON file per component, in name order.
  private static String shippedConfiguration(Installation installation) {
    try (Stream<Path> files = Files.list(installation.runtimeConfig())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> file.toUri().toString())
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw new UserError(
          "Cannot read " + installation.runtimeConfig() + ": unpack the distribution again.", e);
    }
  }
}
