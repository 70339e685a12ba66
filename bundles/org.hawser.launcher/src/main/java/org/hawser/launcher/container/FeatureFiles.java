package org.hawser.launcher.container;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.hawser.launcher.UserError;
import org.hawser.launcher.home.Installation;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/// Reads OSGi feature files (OSGi Compendium R8, chapter 159) and finds the jars they name.
final class FeatureFiles {
  private static final int DEFAULT_START_LEVEL = 10;

  private final Installation installation;
  private final FeatureService service =
      ServiceLoader.load(FeatureService.class)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No feature service on the class path"));

  FeatureFiles(Installation installation) {
    this.installation = installation;
  }

  /// The bundles of some features, in order.
  ///
  /// @param features names; one that ends in `*` stands for all that begin so, or none
  List<PlannedBundle> bundles(List<String> features) {
    List<PlannedBundle> planned = new ArrayList<>();
    for (String name : features.stream().flatMap(this::named).toList()) {
      for (FeatureBundle bundle : read(name).getBundles()) {
        planned.add(new PlannedBundle(jar(bundle.getID(), name), startLevel(bundle)));
      }
    }
    return planned;
  }

  private Stream<String> named(String name) {
    if (!name.endsWith("*")) {
      return Stream.of(name);
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(installation.features(), name + ".json")) {
      List<String> names = new ArrayList<>();
      files.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
      return names.stream().sorted();
    } catch (IOException e) {
      throw new UserError("The features in " + installation.features() + " cannot be read.", e);
    }
  }

  private Feature read(String name) {
    Path file = installation.features().resolve(name + ".json");
    if (Files.notExists(file)) {
      throw new UserError("There is no feature '" + name + "' in " + installation.features() + ".");
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      return service.readFeature(reader);
    } catch (IOException | RuntimeException e) {
      throw new UserError("The feature file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path jar(ID id, String feature) {
    String artifact = id.getArtifactId();
    String version = id.getVersion();
    Path jar =
        installation
            .repository()
            .resolve(id.getGroupId().replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".jar");
    if (Files.notExists(jar)) {
      throw new UserError(
          "The feature '"
              + feature
              + "' needs "
              + jar
              + ", which is missing: unpack the"
              + " distribution again, or rebuild.");
    }
    return jar;
  }

  private static int startLevel(FeatureBundle bundle) {
    return bundle.getMetadata().get("start-level") instanceof Number level
        ? level.intValue()
        : DEFAULT_START_LEVEL;
  }

  /// A bundle to install.
  record PlannedBundle(Path jar, int startLevel) {
    /// The framework reads the jar where it is, without a copy.
    String location() {
      return "reference:" + jar.toUri();
    }
  }
}
