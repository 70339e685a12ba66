package org.hawser.shell.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/// Looks at real bundles in a real framework.
final class HotDropHealthTest {
  @TempDir private Path folder;
  @TempDir private Path cache;
  private Framework framework;

  @BeforeEach
  void start() throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage", cache.toString(),
                    "felix.fileinstall.dir", folder.toString()));
    framework.start();
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  @Test
  void anEmptyFolderIsHealthy() {
    assertThat(check().getStatus()).isEqualTo(Status.OK);
  }

  @Test
  void aStartedBundleAndAConfigurationAreHealthy() throws Exception {
    install(bundle("good.jar", "good", "1.0.0", null)).start();
    Files.createFile(folder.resolve("org.example.Some.config"));

    assertThat(check().toString()).contains("2 files in").doesNotContain("WARN");
    assertThat(check().getStatus()).isEqualTo(Status.OK);
  }

  @Test
  void namesGarbage() throws Exception {
    Files.writeString(folder.resolve("garbage.jar"), "this is no jar");

    assertWarns("garbage.jar: it is no readable jar");
  }

  @Test
  void namesAJarThatIsNoBundle() throws Exception {
    bundle("plain.jar", null, null, null);

    assertWarns("plain.jar: its manifest has no Bundle-SymbolicName");
  }

  @Test
  void namesWhatABundleLacks() throws Exception {
    install(bundle("needy.jar", "needy", "1.0.0", "org.example.absent"));

    assertWarns("needy.jar: the bundle is installed but does not resolve", "org.example.absent");
  }

  @Test
  void namesAStoppedBundle() throws Exception {
    Bundle stopped = install(bundle("idle.jar", "idle", "1.0.0", null));
    stopped.start();
    stopped.stop();

    assertWarns("idle.jar: the bundle is not started: 'start " + stopped.getBundleId() + "'");
  }

  @Test
  void namesADuplicate() throws Exception {
    install(bundle("one.jar", "same", "1.0.0", null)).start();
    bundle("two.jar", "same", "1.0.0", null);

    assertWarns("two.jar: the same bundle in the same version is installed already from");
  }

  @Test
  void namesFilesThatArePassedOver() throws Exception {
    Files.createFile(folder.resolve("org.example.Some.cfg.json"));

    assertWarns("org.example.Some.cfg.json: it is neither a bundle");
  }

  private void assertWarns(String... words) {
    Result result = check();
    assertThat(result.getStatus()).isEqualTo(Status.WARN);
    assertThat(result.toString()).contains(words);
  }

  private Result check() {
    return new HotDropHealth(framework.getBundleContext()).execute();
  }

  private Bundle install(Path jar) throws Exception {
    return framework.getBundleContext().installBundle(jar.toUri().toString());
  }

  private Path bundle(String file, String name, String version, String imports) throws Exception {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (name != null) {
      headers.putValue("Bundle-ManifestVersion", "2");
      headers.putValue("Bundle-SymbolicName", name);
      headers.putValue("Bundle-Version", version);
    }
    if (imports != null) {
      headers.putValue("Import-Package", imports);
    }
    Path jar = folder.resolve(file);
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }
}
