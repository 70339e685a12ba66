package org.hawser.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Brings a model from elsewhere into a models folder, without copying it.
final class ModelLink {
  private static final Pattern SHARD = Pattern.compile("(.*)-\\d{5}(-of-\\d{5}\\.gguf)");
  private static final String SUFFIX = "(?i)\\.gguf$";

  private ModelLink() {}

  /// Links a file, all shards of one, or a directory.
  ///
  /// @return the id the model will have
  static String into(Path models, Path model) throws IOException {
    for (Path file : files(model)) {
      Files.createSymbolicLink(models.resolve(file.getFileName()), file);
    }
    return id(model);
  }

  /// The model of a folder that has an id: its directory, its file or its first shard.
  static Optional<Path> find(Path models, String id) throws IOException {
    if (Files.notExists(models)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(models)) {
      return files.filter(file -> id(file).equals(id)).min(Comparator.naturalOrder());
    }
  }

  private static String id(Path model) {
    String name = model.getFileName().toString();
    Matcher shard = SHARD.matcher(name);
    return shard.matches() ? shard.group(1) : name.replaceFirst(SUFFIX, "");
  }

  private static List<Path> files(Path model) throws IOException {
    Matcher shard = SHARD.matcher(model.getFileName().toString());
    if (!shard.matches()) {
      return List.of(model);
    }
    Pattern sibling =
        Pattern.compile(Pattern.quote(shard.group(1)) + "-\\d{5}" + Pattern.quote(shard.group(2)));
    try (Stream<Path> files = Files.list(model.getParent())) {
      return files.filter(f -> sibling.matcher(f.getFileName().toString()).matches()).toList();
    }
  }
}
