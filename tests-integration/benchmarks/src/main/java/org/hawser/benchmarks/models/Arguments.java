package org.hawser.benchmarks.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words of a benchmark's command line: one plain word and `--name value` pairs.
public final class Arguments {
  private final String benchmark;
  private final List<String> plain = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();

  /// @param words name of the benchmark, then the rest
  /// @param known names of options it takes
  /// @throws IllegalArgumentException one sentence
  public Arguments(List<String> words, List<String> known) {
    benchmark = words.getFirst();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        plain.add(word);
      } else if (!known.contains(word.substring(2))) {
        throw new IllegalArgumentException(
            "The benchmark '"
                + benchmark
                + "' takes no "
                + word
                + ": use --"
                + String.join(", --", known)
                + ".");
      } else if (i + 1 == words.size()) {
        throw new IllegalArgumentException(word + " needs a value.");
      } else {
        options.computeIfAbsent(word.substring(2), _ -> new ArrayList<>()).add(words.get(++i));
      }
    }
  }

  /// The file it works on.
  public Path file() {
    if (plain.size() != 1) {
      throw new IllegalArgumentException(
          "The benchmark '" + benchmark + "' needs one model: a .gguf file or a directory.");
    }
    return Path.of(plain.getFirst());
  }

  /// The folder it works on, if one is named.
  ///
  /// @throws IllegalArgumentException one sentence when there is more, or no such folder
  public Optional<Path> folder() {
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Path.of(plain.getFirst());
    if (plain.size() > 1 || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "The benchmark '" + benchmark + "' takes one folder at most, and one that exists.");
    }
    return Optional.of(folder);
  }

  /// The value of an option; of one given several times the last.
  public Optional<String> text(String name) {
    return all(name).isEmpty() ? Optional.empty() : Optional.of(all(name).getLast());
  }

  /// All values of an option, in order.
  public List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The benchmark '" + benchmark + "' needs --" + name + "."));
  }

  public int number(String name, int otherwise, int least, int most) {
    return text(name).map(value -> whole(name, value, least, most)).orElse(otherwise);
  }

  /// Numbers with commas between them, rising.
  public List<Integer> numbers(String name, String otherwise, int least, int most) {
    return Arrays.stream(text(name).orElse(otherwise).split(",", -1))
        .map(value -> whole(name, value.strip(), least, most))
        .sorted()
        .distinct()
        .toList();
  }

  private static int whole(String name, String value, int least, int most) {
    if (!value.matches("\\d{1,9}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(
          "--" + name + " must be a whole number from " + least + " to " + most + ".");
    }
    return Integer.parseInt(value);
  }
}
