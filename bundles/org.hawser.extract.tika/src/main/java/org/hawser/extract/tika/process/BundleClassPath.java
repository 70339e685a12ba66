package org.hawser.extract.tika.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.osgi.framework.Bundle;

/// Unpacks the bundle's worker classes and the jars under `worker-jars` into the bundle's data
/// area, once per version of the bundle.
public final class BundleClassPath implements ClassPath {
  private static final String JARS = "worker-jars";
  private static final List<String> PACKAGES =
      List.of("org/hawser/extract/tika/worker", "org/hawser/extract/tika/protocol");

  private final Bundle bundle;
  private final Path area;

  public BundleClassPath(Bundle bundle, Path area) {
    this.bundle = bundle;
    this.area = area;
  }

  @Override
  public synchronized List<Path> entries() throws IOException {
    Path folder = area.resolve(bundle.getVersion() + "-" + bundle.getLastModified());
    if (!Files.exists(folder)) {
      Folders.delete(area);
      Path partial = area.resolve("partial");
      for (String name : PACKAGES) {
        unpack(name, "*.class", partial.resolve("classes"));
      }
      unpack(JARS, "*.jar", partial);
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return List.of(folder.resolve("classes"), folder.resolve(JARS).resolve("*"));
  }

  private void unpack(String name, String pattern, Path target) throws IOException {
    Enumeration<URL> found = bundle.findEntries(name, pattern, false);
    if (found == null) {
      throw new IOException("the bundle holds no " + name);
    }
    for (URL entry : Collections.list(found)) {
      String path = entry.getPath();
      Path file = target.resolve(path.startsWith("/") ? path.substring(1) : path).normalize();
      Files.createDirectories(file.getParent());
      try (InputStream in = entry.openStream()) {
        Files.copy(in, file);
      }
    }
  }
}
