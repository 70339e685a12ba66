package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/// A bundle compiled against another major version of the strategy API is held off by the
/// framework, with its reason.
class StrategyVersionTest {
  private static final String API = "org.hawser.inference.api.context";

  @TempDir private Path folder;

  @Test
  void onlyStrategiesOfThisVersionStart() throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage",
                    folder.resolve("cache").toString(),
                    "org.osgi.framework.system.packages.extra",
                    API + ";version=1.0.0"));
    framework.start();
    try {
      Bundle fitting = install(framework, "fitting", "[1.0,2)");
      fitting.start();
      assertThat(fitting.getState()).isEqualTo(Bundle.ACTIVE);
      for (String other : new String[] {"[2.0,3)", "[0.9,1)", "[1.1,2)"}) {
        Bundle unfit = install(framework, "unfit" + other.hashCode(), other);
        assertThatThrownBy(unfit::start)
            .isInstanceOf(BundleException.class)
            .hasMessageContaining(API);
      }
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private Bundle install(Framework framework, String name, String range) throws Exception {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", name);
    headers.putValue("Import-Package", API + ";version=\"" + range + "\"");
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return framework.getBundleContext().installBundle(jar.toUri().toString());
  }
}
