package org.hawser.inference.core.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.quant.GgmlType;
import org.osgi.service.component.annotations.Component;

/// Writes a GGUF file with random weights for measurements. Called by the launcher, which knows JDK
/// types only, on the machine's own command line.
@Component(service = Function.class, property = "hawser.command=make-model")
public final class MakeModel implements Function<List<String>, String> {
  private static final long SEED = 20261124;
  private static final List<GgmlType> TYPES =
      List.of(GgmlType.F32, GgmlType.F16, GgmlType.BF16, GgmlType.Q8_0, GgmlType.Q4_0);

  /// @param words shape, type, file
  /// @return the figures of the file as JSON
  /// @throws IllegalArgumentException one sentence when a word is wrong
  @Override
  public String apply(List<String> words) {
    if (words.size() != 3) {
      throw new IllegalArgumentException("Give a shape, a type and a file.");
    }
    ModelShape shape = ModelShape.named(words.get(0));
    Path file = Path.of(words.get(2));
    try {
      new RandomModel(shape, type(words.get(1)), SEED).write(file);
      return String.format(
          Locale.ROOT,
          "{\"shape\": \"%s\", \"type\": \"%s\", \"parameters\": %d, \"fileBytes\": %d}",
          shape.name(),
          type(words.get(1)),
          shape.parameters(),
          Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": check disk and permissions.", e);
    }
  }

  private static GgmlType type(String name) {
    return TYPES.stream()
        .filter(type -> type.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Models of type "
                        + name
                        + " cannot be made: choose "
                        + TYPES.stream().map(GgmlType::name).collect(Collectors.joining(", "))
                        + "."));
  }
}
