package org.hawser.benchmarks.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelListing;

/// Brings a model from elsewhere into the models folder, where the assistant looks for models.
final class ModelInFolder {
  private static final Pattern SHARD = Pattern.compile("(.*)-\\d{5}(-of-\\d{5}\\.gguf)");

  private ModelInFolder() {}

  /// Links a `.gguf` file with its shards, or a directory.
  ///
  /// @return the id the model has there
  static String link(LanguageModels models, Path model) throws IOException {
    if (Files.notExists(model)) {
      throw new IllegalArgumentException("There is no model " + model + ": name another.");
    }
    List<String> before = ids(models);
    Files.createDirectories(models.folder());
    for (Path file : files(model)) {
      Files.createSymbolicLink(models.folder().resolve(file.getFileName()), file);
    }
    // Files count as whole when two looks see them alike.
    models.refresh();
    models.refresh();
    return ids(models).stream()
        .filter(id -> !before.contains(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    model + " is no model: name a .gguf file or a directory."));
  }

  private static List<String> ids(LanguageModels models) {
    return models.list().stream().map(ModelListing::modelId).toList();
  }

  private static List<Path> files(Path model) throws IOException {
    Matcher shard = SHARD.matcher(model.getFileName().toString());
    if (!shard.matches()) {
      return List.of(model);
    }
    Pattern sibling =
        Pattern.compile(Pattern.quote(shard.group(1)) + "-\\d{5}" + Pattern.quote(shard.group(2)));
    try (Stream<Path> files = Files.list(model.toAbsolutePath().getParent())) {
      return files.filter(f -> sibling.matcher(f.getFileName().toString()).matches()).toList();
    }
  }
}
