package org.hawser.tests.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hawser.lab.Subject;

/// The model the lab's bundle carries, and its text.
final class LabModel {
  private static final List<String> FILES =
      List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");

  private LabModel() {}

  /// Unpacks it into a folder unless it is there.
  static Path in(Path folder) throws IOException {
    Path directory = folder.resolve("lab-model");
    if (Files.notExists(directory)) {
      Files.createDirectories(directory);
      for (String name : FILES) {
        Files.write(directory.resolve(name), read(name));
      }
    }
    return directory;
  }

  static String text() {
    return new String(read("held.txt"), StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) {
    try (InputStream stream = Subject.class.getResourceAsStream("/lab-model/" + name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
