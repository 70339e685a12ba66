package org.hawser.tests.pipeline;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Builds, as an integrator would, a bundle with one connector in it.
final class DroppedConnector {
  private DroppedConnector() {}

  /// Writes the bundle into a hot drop folder, whole or not at all.
  static Path drop(Path load) throws Exception {
    Path built = Files.createTempFile("almanac", ".jar");
    try (Builder builder = new Builder()) {
      builder.setBundleSymbolicName("com.example.connector.almanac");
      builder.setBundleVersion("1.0.0");
      builder.setProperty("-includepackage", "com.example.connector.almanac");
      builder.setProperty(Analyzer.IMPORT_PACKAGE, "!java.*,*");
      builder.addClasspath(new File("target/test-classes"));
      builder.addClasspath(
          new File(
              org.hawser.api.connector.Connector.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI()));
      Jar jar = builder.build();
      if (!builder.isOk()) {
        throw new IllegalStateException(builder.getErrors() + " " + builder.getWarnings());
      }
      jar.write(built.toFile());
    }
    return Files.move(built, load.resolve("almanac.jar"), StandardCopyOption.REPLACE_EXISTING);
  }
}
