package org.hawser.inference.core.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hawser.inference.core.gguf.GgufShardName;
import org.hawser.inference.core.model.ModelFormatException;

/// The files of one model: a GGUF file, the shards of one, or a Hugging Face directory.
///
/// @param path the file, the first shard, or the directory
/// @param directory whether it is a directory
record ModelFiles(Path path, boolean directory) {
  private static final String SUFFIX = ".gguf";

  /// A file's size, time and identity; another stamp is another file.
  record Stamp(String name, long size, long modified, Object key) {}

  /// The model a path names.
  ///
  /// @throws ModelFormatException when it names none
  static ModelFiles at(Path path) {
    if (Files.isDirectory(path)) {
      return new ModelFiles(path, true);
    }
    if (!isGguf(path) || Files.notExists(path)) {
      throw new ModelFormatException(
          path
              + " is no model: name a .gguf file or a directory with config.json, safetensors and"
              + " tokenizer.json.");
    }
    return new ModelFiles(GgufShardName.all(path).getFirst(), false);
  }

  /// Everything in a folder that looks like a model; directories without `config.json` may hold
  /// GGUF files.
  static List<ModelFiles> in(Path folder) throws IOException {
    List<ModelFiles> found = new ArrayList<>();
    for (Path path : children(folder)) {
      if (isModelFile(path)) {
        found.add(new ModelFiles(path, false));
      } else if (Files.exists(path.resolve("config.json"))) {
        found.add(new ModelFiles(path, true));
      } else if (Files.isDirectory(path)) {
        children(path).stream()
            .filter(ModelFiles::isModelFile)
            .forEach(file -> found.add(new ModelFiles(file, false)));
      }
    }
    return found;
  }

  /// Name without folder, suffix and shard number.
  String name() {
    String name = path.getFileName().toString();
    return directory
        ? name
        : name.substring(0, name.length() - SUFFIX.length()).replaceFirst("-00001-of-\\d{5}$", "");
  }

  /// Stamps of all files; it changes when any of them does.
  List<Stamp> stamps() throws IOException {
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : directory ? children(path) : GgufShardName.all(path)) {
      if (Files.isRegularFile(file)) {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(
            new Stamp(
                file.getFileName().toString(),
                now.size(),
                now.lastModifiedTime().toMillis(),
                now.fileKey()));
      }
    }
    return stamps;
  }

  private static boolean isModelFile(Path path) {
    return isGguf(path) && Files.isRegularFile(path) && !GgufShardName.isLaterShard(path);
  }

  private static boolean isGguf(Path path) {
    return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
  }

  /// Visible entries in order of their names; tools that copy safely begin names with a dot.
  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
