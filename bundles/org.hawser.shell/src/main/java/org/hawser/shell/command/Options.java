package org.hawser.shell.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `--name value` pairs of a command line.
final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  static Options of(String[] words, List<String> known) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "'" + words[i] + "' is not known here: use --" + String.join(", --", known) + ".");
      }
      if (i + 1 == words.length) {
        throw new IllegalArgumentException(words[i] + " needs a value.");
      }
      values.put(name, words[i + 1]);
    }
    return new Options(values);
  }

  /// The options in front of other words.
  static Options leading(String[] words, List<String> known) {
    int end = 0;
    while (end < words.length && words[end].startsWith("--")) {
      end += 2;
    }
    return of(Arrays.copyOf(words, Math.min(end, words.length)), known);
  }

  /// Words taken by [#leading].
  int consumed() {
    return 2 * values.size();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  int number(String name, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("--" + name + " needs a number, got '" + value + "'.");
    }
    return Integer.parseInt(value);
  }
}
