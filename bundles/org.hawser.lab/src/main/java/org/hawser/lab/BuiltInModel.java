package org.hawser.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.osgi.framework.BundleContext;

/// The small model this bundle carries, and a text it has never seen.
final class BuiltInModel {
  private static final String FOLDER = "lab-model";
  private static final List<String> FILES =
      List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");

  private final BundleContext context;

  BuiltInModel(BundleContext context) {
    this.context = context;
  }

  /// Unpacks the model into the bundle's own storage unless it is there.
  ///
  /// @return its directory
  /// @throws UncheckedIOException when it cannot be written
  Path directory() {
    Path directory = context.getDataFile(FOLDER).toPath();
    try {
      Files.createDirectories(directory);
      for (String name : FILES) {
        unpack(name, directory.resolve(name));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unpack(String name, Path file) throws IOException {
    byte[] content = read(name);
    if (Files.exists(file) && Files.size(file) == content.length) {
      return;
    }
    // Renamed into place: a process that was killed leaves no half of a model.
    Path part = file.resolveSibling(name + ".part");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Books the model was not trained on.
  String text() {
    try {
      return new String(read("held.txt"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(String name) throws IOException {
    URL entry = context.getBundle().getEntry(FOLDER + "/" + name);
    try (InputStream stream = entry.openStream()) {
      return stream.readAllBytes();
    }
  }
}
